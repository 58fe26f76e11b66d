const MOST_DIGITS = 6;
const format = new Intl.NumberFormat('en', {
  maximumSignificantDigits: MOST_DIGITS,
});

/**
 * Figures as a sentence names them: three digits, or as many more as it takes to
 * tell them apart.
 *
 * @public
 */
export function formatFigures<T extends number[]>(
  ...values: T
): { [K in keyof T]: string } {
  const distinct = new Set(values).size;
  for (let digits = 3; ; digits += 1) {
    const texts = values.map(value =>
      format.format(Number(value.toPrecision(digits))),
    );
    if (digits === MOST_DIGITS || new Set(texts).size >= distinct) {
      return texts as { [K in keyof T]: string };
    }
  }
}
