import { InputError } from '@backstage/errors';

/** Where the next page starts, as one opaque word. @public */
export function encodeCursor(parts: Array<string | number>): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The parts of a cursor, checked one by one; whatever does not fit was not made by us. @public */
export function decodeCursor(cursor: string, patterns: RegExp[]): string[] {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    parts = undefined;
  }
  if (
    !Array.isArray(parts) ||
    parts.length !== patterns.length ||
    !patterns.every((pattern, i) => pattern.test(String(parts[i])))
  ) {
    throw new InputError(
      'The cursor is not one of this list; leave it out to start at the first page',
    );
  }
  return parts.map(String);
}
