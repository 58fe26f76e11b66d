const WHOLE_CHARACTERS = 8;
const PREVIEW_CHARACTERS = 4;

/** Characters of a value that an engine needs to hand over for {@link shownValue}. */
export const SHOWN_CHARACTERS = 40;

/** The beginning of a value as an engine wrote it, and how long it is. @public */
export interface ValueText {
  text: string;
  /** Of the whole value, in characters. */
  length: number;
}

const NUMBER = /^[-+]?[0-9.]+(e[-+]?[0-9]+)?$|^[-+]?(nan|inf(inity)?)$/i;
const TIME = /^\d{4}-\d\d-\d\d([T ][0-9:.]+( ?Z|[-+][0-9:]+)?)?$/;

/** Text of a stranger that neither steers a terminal nor turns a line around. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
}

/**
 * A value as it may be shown to a person who looks at the contract and not at
 * the data: numbers and times as they are where the rule is about them, texts
 * whole up to eight characters (codes, categories), of longer ones the first
 * four and the length. Columns with `sensitive: true` never come here.
 *
 * @param isFigure - whether the rule is about numbers or times
 */
export function shownValue(
  { text, length }: ValueText,
  isFigure: boolean,
): string {
  const characters = [...text];
  const isWhole = characters.length === length;
  if (
    (isWhole && length <= WHOLE_CHARACTERS) ||
    (isWhole && isFigure && (NUMBER.test(text) || TIME.test(text)))
  ) {
    return harmless(text);
  }
  const preview = characters.slice(0, PREVIEW_CHARACTERS).join('');
  return `${harmless(preview)}… (${length} characters)`;
}
