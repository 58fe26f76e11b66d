/* eslint-disable no-control-regex */
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
/** Control characters but line feed and tab. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Characters that turn the direction of text, hide, or mark byte order; the last are tags, which only machines read. */
const INVISIBLE =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;
/** Line ends other than a line feed. */
const LINE_ENDS = /\r\n?|[\u2028\u2029]/g;
/* eslint-enable no-control-regex */

const HALF_CHARACTERS =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const NEEDS_CARE = new RegExp(
  `${CONTROLS.source}|${INVISIBLE.source}|[\\u2028\\u2029\\ud800-\\udfff]`,
);

/**
 * Whether a text is one line of printable ASCII without two spaces in a row,
 * as nearly all are. A loop: expressions of several cases take three times as long.
 */
function isPlainLine(text: string): boolean {
  let before = 0x20;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code <= 0x20 ? code !== 0x20 || before === 0x20 : code > 0x7e) {
      return false;
    }
    before = code;
  }
  return before !== 0x20;
}

/**
 * Text of a report as it may be stored and shown: without control characters,
 * colours of terminals, changes of direction and halves of characters, and not
 * longer than allowed. It stays text: nothing in it is markup.
 */
export function plainText(value: string, maxLength: number): string {
  // What is taken out may be most of it, but not more than three quarters
  const isHuge = value.length > maxLength * 4;
  let text = isHuge ? value.slice(0, maxLength * 4) : value;
  if (NEEDS_CARE.test(text)) {
    text = text
      .replace(ANSI, '')
      .replace(LINE_ENDS, '\n')
      .replace(CONTROLS, '')
      .replace(INVISIBLE, '')
      .replace(HALF_CHARACTERS, '\ufffd');
  }
  return text.length > maxLength || isHuge ? cut(text, maxLength) : text;
}

/** The beginning of a text, with a sign that it was longer. */
function cut(text: string, maxLength: number): string {
  return `${text.slice(0, maxLength - 1).replace(HALF_CHARACTERS, '')}…`;
}

/** The same on one line. */
export function oneLine(value: string, maxLength: number): string {
  if (value.length <= maxLength && isPlainLine(value)) {
    return value;
  }
  const line = plainText(value, maxLength * 2)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > maxLength ? cut(line, maxLength) : line;
}
