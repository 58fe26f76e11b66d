/* eslint-disable no-control-regex */
const ANSI = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;
/** Control characters but line feed and tab. */
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
/** Characters that turn the direction of text, hide, or mark byte order. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
/* eslint-enable no-control-regex */

const HALF_CHARACTERS =
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const NEEDS_CARE = new RegExp(
  `${CONTROLS.source}|${INVISIBLE.source}|[\\ud800-\\udfff]`,
);

/**
 * Text of a report as it may be stored and shown: without control characters,
 * colours of terminals, changes of direction and halves of characters, and not
 * longer than allowed. It stays text: nothing in it is markup.
 */
export function plainText(value: string, maxLength: number): string {
  let text =
    value.length > maxLength * 4 ? value.slice(0, maxLength * 4) : value;
  if (NEEDS_CARE.test(text)) {
    text = text
      .replace(ANSI, '')
      .replace(/\r\n?/g, '\n')
      .replace(CONTROLS, '')
      .replace(INVISIBLE, '')
      .replace(HALF_CHARACTERS, '\ufffd');
  }
  if (text.length <= maxLength) {
    return text;
  }
  return `${text.slice(0, maxLength - 1).replace(HALF_CHARACTERS, '')}…`;
}

/** White space that is not one space between words. */
const UNEVEN = /[^\S ]|  |^ | $/;

/** The same on one line. */
export function oneLine(value: string, maxLength: number): string {
  // Most texts are one line already
  if (
    value.length <= maxLength &&
    !NEEDS_CARE.test(value) &&
    !UNEVEN.test(value)
  ) {
    return value;
  }
  return plainText(value, maxLength * 2)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxLength)
    .replace(HALF_CHARACTERS, '');
}
