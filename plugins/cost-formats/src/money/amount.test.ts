import fc from 'fast-check';
import { AMOUNT_SCALE, formatAmount, readAmount } from './amount';

const shown = (text: string) => {
  const amount = readAmount(text);
  return amount === undefined ? undefined : formatAmount(amount);
};

describe('readAmount', () => {
  it.each([
    ['0.08799215300000', '0.087992153'],
    ['-3', '-3'],
    ['+2.50', '2.5'],
    ['.5', '0.5'],
    ['1.5E-7', '0.00000015'],
    ['1e3', '1000'],
    ['"$50,000.00 '.slice(1), '50000'],
    ['-$1,234,567.891', '-1234567.891'],
    ['($12.30)', '-12.3'],
    ['€ 7', '7'],
    ['7 €', '7'],
    ['$-7', '-7'],
    ['$(7)', '-7'],
    ['0', '0'],
    ['-0', '0'],
    ['0.000000000000000000000001', '0.000000000000000000000001'],
  ])('reads %j as %s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    '.',
    'NaN',
    'Infinity',
    '12,5',
    '1.234,56',
    '1,23,456',
    '12abc',
    '0x10',
    '--1',
    '(-1)',
    '1$2',
    '$',
    '1e9999',
    `0.${'0'.repeat(AMOUNT_SCALE)}1`,
    '9'.repeat(200),
  ])('refuses %j instead of guessing', text => {
    expect(readAmount(text)).toBeUndefined();
  });

  it('adds exactly, in any order', () => {
    const decimal = fc
      .tuple(
        fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
        fc.nat({ max: 30 }),
      )
      .map(([digits, places]) => `${digits}e-${places}`);
    fc.assert(
      fc.property(fc.array(decimal, { maxLength: 30 }), amounts => {
        const sum = (texts: string[]) =>
          formatAmount(
            texts.reduce((total, text) => total + readAmount(text)!, 0n),
          );
        expect(sum(amounts)).toBe(sum(amounts.toReversed()));
        const [whole, fraction = ''] = sum(amounts).split('.');
        // The same with every amount in units of 10⁻³⁰, by whole numbers alone
        const expected = amounts.reduce((total, text) => {
          const [digits, places] = text.split('e-');
          return total + BigInt(digits) * 10n ** BigInt(30 - Number(places));
        }, 0n);
        expect(BigInt(whole + fraction.padEnd(30, '0'))).toBe(expected);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it('reads what it shows', () => {
    fc.assert(
      fc.property(fc.bigInt(), amount => {
        expect(readAmount(formatAmount(amount % 10n ** 90n))).toBe(
          amount % 10n ** 90n,
        );
      }),
      { seed: 6 },
    );
  });
});
