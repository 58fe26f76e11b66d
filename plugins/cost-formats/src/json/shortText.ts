const MAX_LENGTH = 200;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** Somebody else's text, fit for a message: one line, no control characters, not long. */
export function shortText(text: string): string {
  // Cut before cleaning, so that a long text costs nothing
  const line = text
    .slice(0, 4 * MAX_LENGTH)
    .replace(CONTROL, ' ')
    .trim();
  return line.length > MAX_LENGTH || text.length > 4 * MAX_LENGTH
    ? `${line.slice(0, MAX_LENGTH)}…`
    : line;
}
