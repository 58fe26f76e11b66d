import {
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import fc from 'fast-check';
import { addDays } from './days';
import { CurrencyRate, CurrencyRates, multiplyByRate } from './CurrencyRates';

const RATE_UNIT = 10n ** 18n;
const rateOf = (text: string) => readAmount(text)! / 10n ** 36n;
const RATES: CurrencyRate[] = [
  { from: 'USD', to: 'EUR', rate: rateOf('0.9'), day: '2026-03-01' },
  { from: 'USD', to: 'EUR', rate: rateOf('0.8'), day: '2026-03-15' },
  { from: 'EUR', to: 'CHF', rate: rateOf('0.95'), day: '2026-03-01' },
];

function convert(text: string, currency: string, day: string, to = 'EUR') {
  const converter = new CurrencyRates(RATES).converterTo(to)!;
  const amount = readAmount(text)!;
  const converted = converter.convert({ currency, day, amount });
  return [
    `${formatAmount(converted.amount!)} ${converted.currency}`,
    converter.describe(),
  ] as const;
}

describe('CurrencyConverter', () => {
  it('takes the rate of the last day on or before the cost', () => {
    expect(convert('-10.01', 'USD', '2026-03-14')[0]).toBe('-9.009 EUR');
    expect(convert('10', 'USD', '2026-03-15')[0]).toBe('8 EUR');
    expect(convert('10', 'USD', '2028-02-29')).toEqual([
      '8 EUR',
      {
        to: 'EUR',
        rates: [{ from: 'USD', to: 'EUR', rate: '0.8', day: '2026-03-15' }],
        withoutRate: [],
      },
    ]);
  });

  it.each([
    ['before the first rate', 'USD', '2026-02-28', 'EUR'],
    ['without a rate', 'JPY', '2026-03-20', 'EUR'],
    ['of which only the inverse is configured', 'CHF', '2026-03-20', 'EUR'],
    ['that two rates would lead to', 'USD', '2026-03-20', 'CHF'],
  ])('leaves a cost %s in its currency and says so', (_, currency, day, to) => {
    expect(convert('10', currency, day, to)).toEqual([
      `10 ${currency}`,
      { to, rates: [], withoutRate: [currency] },
    ]);
  });

  it('leaves what is in the currency as it is, and what is not stated unstated', () => {
    expect(convert('10', 'EUR', '2020-01-01')).toEqual([
      '10 EUR',
      { to: 'EUR', rates: [], withoutRate: [] },
    ]);
    expect(
      new CurrencyRates(RATES)
        .converterTo('EUR')!
        .convert({ currency: 'USD', day: '2026-03-15' }),
    ).toEqual({ currency: 'EUR', amount: undefined });
    expect(new CurrencyRates(RATES).converterTo(undefined)).toBeUndefined();
    expect(new CurrencyRates(RATES).targets).toEqual(['CHF', 'EUR']);
  });

  it.each([
    [1n, '0.5', 0n],
    [3n, '0.5', 2n],
    [-3n, '0.5', -2n],
    [1n, '0.500000000000000001', 1n],
    [-1n, '0.500000000000000001', -1n],
    [1n, '0.499999999999999999', 0n],
  ])('rounds %s × 10⁻⁵⁴ times %s half to even', (amount, rate, expected) => {
    expect(multiplyByRate(amount, rateOf(rate))).toBe(expected);
  });

  const days = fc
    .integer({ min: -40, max: 40 })
    .map(offset => addDays('2026-03-01', offset));
  const currencies = fc.constantFrom('EUR', 'USD', 'JPY', 'GBP');
  const rates = fc.uniqueArray(
    fc.record({
      from: fc.constantFrom('USD', 'JPY', 'GBP'),
      to: fc.constantFrom('EUR', 'CHF'),
      rate: fc.bigInt({ min: 1n, max: 10n ** 24n }),
      day: days,
    }),
    { selector: ({ from, to, day }) => `${from} ${to} ${day}` },
  );
  const costs = (places: number) =>
    fc.array(
      fc.record({
        currency: currencies,
        day: days,
        amount: fc
          .bigInt({ min: -(10n ** 40n), max: 10n ** 40n })
          .map(units => units * 10n ** BigInt(54 - places)),
      }),
    );

  it('conserves: what stayed is what was there, and what was converted is what the rates say, to the last digit', () => {
    fc.assert(
      fc.property(rates, costs(36), (configured, given) => {
        const converter = new CurrencyRates(configured).converterTo('EUR')!;
        const converted = converter.convertAll(given);
        const { rates: used, withoutRate } = converter.describe();
        // By the plainest way: every cost by itself, in units of 10⁻⁷²
        const expected = new Map<string, bigint>();
        const stayed = new Set<string>();
        for (const { currency, day, amount } of given) {
          const rate = configured
            .filter(one => one.from === currency && one.to === 'EUR')
            .filter(one => one.day <= day)
            .reduce<CurrencyRate | undefined>(
              (best, one) => (best && best.day > one.day ? best : one),
              undefined,
            );
          const isEuro = currency === 'EUR';
          const key = rate ? 'EUR' : currency;
          if (!rate && !isEuro) {
            stayed.add(currency);
          }
          expected.set(
            key,
            (expected.get(key) ?? 0n) + amount * (rate?.rate ?? RATE_UNIT),
          );
        }
        const sums = new Map<string, bigint>();
        for (const { currency, amount } of converted) {
          sums.set(currency, (sums.get(currency) ?? 0n) + amount! * RATE_UNIT);
        }
        expect(sums).toEqual(expected);
        expect(withoutRate).toEqual([...stayed].sort());
        expect(used.every(({ to }) => to === 'EUR')).toBe(true);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  it('converts a sum to the sum of what is converted, but for half a unit of 10⁻⁵⁴ for each', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 24n }),
        fc.array(fc.bigInt()),
        (rate, amounts) => {
          const sum = amounts.reduce((a, b) => a + b, 0n);
          const parts = amounts.reduce(
            (total, amount) => total + multiplyByRate(amount, rate),
            0n,
          );
          const difference = multiplyByRate(sum, rate) - parts;
          const size = difference < 0n ? -difference : difference;
          expect(size * 2n <= BigInt(amounts.length + 1)).toBe(true);
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  it('knows from which days on the rates are the same', () => {
    const converter = new CurrencyRates(RATES).converterTo('EUR')!;
    expect(
      converter.partsOf({ start: '2026-03-01', end: '2026-03-31' }),
    ).toEqual([
      { start: '2026-03-01', end: '2026-03-14' },
      { start: '2026-03-15', end: '2026-03-31' },
    ]);
    expect(
      converter.partsOf({ start: '2026-03-01', end: '2026-03-31' }, 'JPY'),
    ).toEqual([{ start: '2026-03-01', end: '2026-03-31' }]);
    expect(
      converter.partsOf({ start: '2026-04-01', end: '2026-04-30' }),
    ).toEqual([{ start: '2026-04-01', end: '2026-04-30' }]);
  });
});
