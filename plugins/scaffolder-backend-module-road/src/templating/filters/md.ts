import { InputError } from '@backstage/errors';
import { assertWellFormed } from './escapeCharacter';

/** Neither HTML nor its entities have a way to write these. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

const entity = (char: string) => `&#${char.codePointAt(0)};`;

/**
 * Text that Markdown shows as it was typed, on one line, wherever in a line it
 * stands: in a paragraph, a heading, a list item or a table cell.
 *
 * Characters that CommonMark and Python-Markdown both unescape after a
 * backslash get one, so that the source stays readable; for the others a
 * numeric entity, which never has a structural meaning in either.
 */
export function toMarkdown(value: unknown): string {
  if (typeof value !== 'string') {
    throw new InputError(
      `the md filter writes strings, it was given ${typeof value}`,
    );
  }
  assertWellFormed(value);
  const control = value.match(CONTROL);
  if (control) {
    throw new InputError(
      `Markdown cannot show the control character U+${control[0]
        .codePointAt(0)!
        .toString(16)
        .toUpperCase()
        .padStart(4, '0')}`,
    );
  }
  return (
    value
      .replace(/[\\`*_{}[\]#]|[<>&|~$^]/g, char =>
        '\\`*_{}[]#'.includes(char) ? `\\${char}` : entity(char),
      )
      // Lists, quotes, rules, headings and admonitions begin with these.
      .replace(/^[!"%'()+,\-./:;=?@]/, entity)
      .replace(/^(\d+)([.)])/, '$1\\$2')
      // An address would become a link, with or without its scheme.
      .replace(/:\/\/|@|www\./gi, match => entity(match[0]) + match.slice(1))
      .replace(/^ | $| (?= )/g, entity)
      .replace(/[\t\n\r]/g, entity)
      // Invisible characters, so that the source shows they are there.
      .replace(/[\p{Cf}\p{Zl}\p{Zp}]/gu, entity)
  );
}
