/** `key`, `key=value`, `key==value`, `key in (a, b)`, and what says what is not wanted. */
const REQUIREMENT =
  /^(!?)\s*([\w./-]+)\s*(?:(==|=|!=)\s*([\w.-]*)|\s(in|notin)\s*\(([\w.,\s-]*)\))?$/;
const COMMA_OUTSIDE_BRACKETS = /,(?![^()]*\))/;

/**
 * The labels and their values that a Kubernetes label selector asks for, or
 * the reason why cost cannot be told by it: what a workload must not have says
 * nothing where a source leaves labels out.
 */
export function readLabelSelector(
  selector: string,
): { value: Record<string, string[]> } | { reason: string } {
  const label = new Map<string, string[]>();
  let isNarrow = false;
  for (const part of selector.split(COMMA_OUTSIDE_BRACKETS)) {
    const match = REQUIREMENT.exec(part.trim());
    if (!match) {
      return { reason: 'is no label selector' };
    }
    const [, not, key, equals, value, word, list] = match;
    if (not !== '' || equals === '!=' || word === 'notin') {
      return { reason: 'says which labels are not wanted' };
    }
    const values = (value === undefined ? (list ?? '*').split(',') : [value])
      .map(text => text.trim())
      .filter(text => text !== '');
    if (values.length === 0) {
      return { reason: `asks for an empty value of ${key}` };
    }
    if (label.has(key)) {
      return { reason: `names ${key} twice` };
    }
    label.set(key, values);
    isNarrow ||= equals !== undefined || word !== undefined;
  }
  return isNarrow
    ? { value: Object.fromEntries(label) }
    : { reason: 'names no value' };
}
