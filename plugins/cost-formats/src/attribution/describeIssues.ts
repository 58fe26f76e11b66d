import type { z } from 'zod';

/** More reasons than these only hide the first. */
const MAX_REASONS = 5;

/** What a person can act on: of something that may have several forms, the form that was meant. */
function meantIssue(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') {
    return issue;
  }
  const meant = issue.errors.find(([first]) => first.code !== 'invalid_type');
  const deeper = issue.errors.find(([first]) => first.path.length > 0);
  const [first] = meant ?? deeper ?? [];
  return first
    ? meantIssue({ ...first, path: [...issue.path, ...first.path] })
    : issue;
}

/**
 * Why a document was refused, in one line.
 *
 * @param name - the place of an issue in words: what it is in, then the field
 */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  name: (path: readonly PropertyKey[]) => readonly PropertyKey[],
): string {
  const reasons = issues.map(meantIssue).map(issue => {
    const [where, ...field] = name(issue.path);
    const fields = field.map(String).join('.');
    const place = fields === '' ? String(where) : `${String(where)}, ${fields}`;
    return issue.code === 'unrecognized_keys'
      ? `${place}: unknown ${issue.keys
          .slice(0, MAX_REASONS)
          .map(key => key.slice(0, 100))
          .join(', ')}`
      : `${place}: ${issue.message}`;
  });
  const more = reasons.length - MAX_REASONS;
  return `${reasons.slice(0, MAX_REASONS).join('; ')}${
    more > 0 ? `; and ${more} more` : ''
  }`;
}
