import { CostSubject } from '../facts/CostFact';

/** A tag's key as rules compare it. */
export function foldTagKey(key: string): string {
  return key.trim().toLowerCase();
}

/** A label's key as rules compare it; Prometheus and OpenCost write `_` for what its names may not hold. */
function foldLabelKey(key: string): string {
  return foldTagKey(key).replace(/[-./]/g, '_');
}

/** Different values of one key: its ways of being written may all be there. */
type Values = ReadonlyMap<string, readonly string[]>;

/** What rules were charged for, with keys as rules compare them. */
export interface SubjectView {
  subject: CostSubject;
  tags: Values;
  labels: Values;
}

/** Where a condition looks. The name is the same for conditions that look at the same place. */
export interface Place {
  name: string;
  read(view: SubjectView): readonly string[];
}

const NOTHING: readonly string[] = [];

function foldKeys(
  pairs: ReadonlyMap<string, string>,
  fold: (key: string) => string,
): Values {
  const values = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const folded = fold(key);
    const known = values.get(folded);
    if (!known) {
      values.set(folded, [value]);
    } else if (!known.includes(value)) {
      known.push(value);
    }
  }
  return values;
}

export function viewSubject(subject: CostSubject): SubjectView {
  return {
    subject,
    tags: foldKeys(subject.tags, foldTagKey),
    labels: foldKeys(subject.labels, foldLabelKey),
  };
}

export function tagPlace(key: string): Place {
  const folded = foldTagKey(key);
  return {
    name: `tag ${folded}`,
    read: view => view.tags.get(folded) ?? NOTHING,
  };
}

export function labelPlace(key: string): Place {
  const folded = foldLabelKey(key);
  return {
    name: `label ${folded}`,
    read: view => view.labels.get(folded) ?? NOTHING,
  };
}

/** One of a subject's own fields. An account has an id and a name, and rules may say either. */
export function fieldPlace(
  field: Exclude<
    keyof CostSubject,
    'tags' | 'labels' | 'isIdle' | 'hasUnreadableTags'
  >,
): Place {
  function read({ subject }: SubjectView) {
    const value = subject[field];
    return value === undefined ? NOTHING : [value];
  }
  function readAccount(view: SubjectView) {
    const { accountName } = view.subject;
    return accountName === undefined
      ? read(view)
      : [...read(view), accountName];
  }
  return { name: field, read: field === 'account' ? readAccount : read };
}
