import {
  formatAmount,
  readAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import fc from 'fast-check';
import { CostKind, DayCost } from './DayCost';
import { listDays } from './days';
import { buildMonthCost } from './monthCost';

const KINDS: readonly CostKind[] = ['direct', 'idle', 'shared'];
const delivered = new Map([
  ['cloud', new Set(listDays('2026-10-01', '2026-11-20'))],
]);

function cost(day: string, amount: string | undefined, rest = {}): DayCost {
  return {
    source: 'cloud',
    currency: 'EUR',
    day,
    kind: 'direct',
    key: 'a',
    isOneOff: false,
    amount: amount === undefined ? undefined : readAmount(amount)!,
    rows: 1,
    statedRows: amount === undefined ? 0 : 1,
    ...rest,
  };
}

const build = (costs: DayCost[], month = '2026-11') =>
  buildMonthCost({ costs, delivered, month });

it('adds up to the same whatever it is told apart by, to the last digit', () => {
  const anyCost = fc
    .record({
      day: fc.constantFrom(...listDays('2026-10-01', '2026-11-20')),
      kind: fc.constantFrom(...KINDS),
      key: fc.constantFrom(...Array.from({ length: 150 }, (_, i) => `k${i}`)),
      units: fc.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
    })
    .map(({ units, ...rest }) => ({
      ...cost(rest.day, undefined),
      ...rest,
      amount: units,
    }));
  fc.assert(
    fc.property(fc.array(anyCost, { minLength: 1, maxLength: 300 }), costs => {
      const month = build(costs)!;
      const sum = (some: DayCost[]) =>
        some.reduce((total, { amount }) => total + amount!, 0n);
      const now = costs.filter(({ day }) => day >= '2026-11-01');
      const same = costs.filter(({ day }) => day <= '2026-10-20');
      const add = (texts: readonly (string | null)[]) =>
        texts.reduce((total, text) => total + readAmount(text ?? '0')!, 0n);
      expect(month.amount).toBe(sum(now));
      expect(month.direct + month.idle + month.shared).toBe(month.amount);
      expect(month.previousSameDays).toBe(sum(same));
      expect(add(month.parts.map(({ amount }) => amount))).toBe(month.amount);
      expect(add(month.parts.map(({ previous }) => previous))).toBe(sum(same));
      expect(month.parts.length).toBeLessThanOrEqual(100);
    }),
    { seed: 5, numRuns: 100 },
  );
});

it('knows nothing where no row states the cost, and zero where nothing was charged', () => {
  expect(build([cost('2026-11-03', undefined)])).toBeUndefined();
  expect(build([])).toBeUndefined();
  expect(build([cost('2026-10-03', '2')], '2026-12')).toBeUndefined();
  expect(build([cost('2026-10-25', '2')])).toMatchObject({
    amount: 0n,
    previousSameDays: 0n,
    previousMonth: readAmount('2'),
    parts: [],
  });
  // The month before was not delivered
  expect(build([cost('2026-10-03', '2')], '2026-10')).toEqual(
    expect.objectContaining({
      previousSameDays: undefined,
      previousMonth: undefined,
    }),
  );
});

it('takes a source that begins within the month for no growth', () => {
  const both = new Map([
    ...delivered,
    ['cluster', new Set(listDays('2026-11-02', '2026-11-20'))],
  ]);
  const buildBoth = (amount: string) =>
    buildMonthCost({
      costs: [
        cost('2026-10-03', '7'),
        cost('2026-10-03', '2', { key: 'b' }),
        cost('2026-11-03', '7'),
        cost('2026-11-03', '1', { key: 'b' }),
        cost('2026-11-03', amount, { source: 'cluster' }),
        cost('2026-11-04', '-5', { source: 'cluster', key: 'c' }),
      ],
      delivered: both,
      month: '2026-11',
    })!;
  const begun = buildBoth('100');
  expect(formatAmount(begun.amount)).toBe('103');
  expect(begun.previousSameDays).toBeUndefined();
  expect(begun.parts).toEqual([
    { key: 'a', amount: '107', previous: null },
    { key: 'c', amount: '-5', previous: null },
    { key: 'b', amount: '1', previous: '2' },
  ]);
  // What adds up to nothing is no growth
  expect(buildBoth('5').previousSameDays).toBe(readAmount('9'));
  // It is known of October, but of none of the days that are compared
  both.get('cluster')!.add('2026-10-21');
  expect(buildBoth('100').previousSameDays).toBeUndefined();
  both.get('cluster')!.add('2026-10-20');
  expect(buildBoth('100').previousSameDays).toBe(readAmount('9'));
});

it('puts what grew large first, then what went', () => {
  const month = build([
    cost('2026-11-03', '-5', { key: 'credit' }),
    cost('2026-11-03', '4', { key: 'new' }),
    cost('2026-10-03', '9', { key: 'gone' }),
    cost('2026-10-03', '1', { key: 'new' }),
  ])!;
  expect(month.parts).toEqual([
    { key: 'credit', amount: '-5', previous: null },
    { key: 'new', amount: '4', previous: '1' },
    { key: 'gone', amount: '0', previous: '9' },
  ]);
  expect(formatAmount(month.amount)).toBe('-1');
});
