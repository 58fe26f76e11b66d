import { InputError } from '@backstage/errors';

/** What {@link parseRequest} needs of a Zod schema, whichever Zod made it. @public */
export interface RequestSchema<T> {
  safeParse(
    input: unknown,
  ):
    | { success: true; data: T }
    | { success: false; error: { issues: RequestIssue[] } };
}

/** One reason why a request does not fit its schema. @public */
export interface RequestIssue {
  path: PropertyKey[];
  message: string;
}

/** More reasons than these only hide the first. */
const MAX_ISSUES = 5;

/** Where something is wrong, as one would write it in code: `files[0].path`. */
function describePath(path: PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

/**
 * A part of an HTTP request as its schema types it, or an `InputError` that
 * names each field that is wrong.
 *
 * @param part - how to call that part to the person who sent it, such as `body`
 * @public
 */
export function parseRequest<T>(
  schema: RequestSchema<T>,
  input: unknown,
  part: 'body' | 'query' | 'path',
): T {
  const result = schema.safeParse(input);
  if (result.success) {
    return result.data;
  }
  const { issues } = result.error;
  const reasons = issues.slice(0, MAX_ISSUES).map(({ path, message }) => {
    const where = describePath(path);
    return where === '' ? message : `${where}: ${message}`;
  });
  const more = issues.length - reasons.length;
  throw new InputError(
    `Invalid request ${part}: ${reasons.join('; ')}${
      more > 0 ? `; and ${more} more` : ''
    }`,
  );
}
