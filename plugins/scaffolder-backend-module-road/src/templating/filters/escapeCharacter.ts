import { InputError } from '@backstage/errors';

/**
 * Characters that a reader of the file cannot see or that end a line for some
 * parser: control, format, unassigned and private-use characters and the
 * Unicode line and paragraph separators.
 */
const INVISIBLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Refuses a string with half of a surrogate pair: no text file can hold it. */
export function assertWellFormed(value: string): void {
  if (/\p{Cs}/u.test(value)) {
    throw new InputError(
      'the value holds half of a surrogate pair, which is not a character and cannot be written to a file',
    );
  }
}

/**
 * A string in double quotes with the escapes that YAML, TOML and Python share:
 * `\"`, `\\`, `\n`, `\t`, `\r`, `\uXXXX` and `\UXXXXXXXX`.
 */
export function quoteWithEscapes(value: string): string {
  assertWellFormed(value);
  const escaped = value
    .replace(/[\\"]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\r/g, '\\r')
    .replace(/\t/g, '\\t')
    .replace(INVISIBLE, char => {
      const code = char.codePointAt(0)!.toString(16).toUpperCase();
      return code.length > 4
        ? `\\U${code.padStart(8, '0')}`
        : `\\u${code.padStart(4, '0')}`;
    });
  return `"${escaped}"`;
}
