const SHOWN_CHARACTERS = 2;
const MAX_NUMBER = 30;

/**
 * A value as it may be shown to a person who may not see the data: numbers and
 * times as they are, of texts the first two characters and the length.
 */
export function redactedValue(
  value: string | number | bigint | boolean | null | undefined,
): string {
  if (value === null || value === undefined) {
    return 'null';
  }
  if (typeof value !== 'string') {
    return String(value).slice(0, MAX_NUMBER);
  }
  const characters = [...value.slice(0, 4 * SHOWN_CHARACTERS)];
  return `${characters.slice(0, SHOWN_CHARACTERS).join('')}… (${value.length} characters)`;
}
