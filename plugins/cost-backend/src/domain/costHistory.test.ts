import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { buildCostHistory } from './costHistory';
import { DayCost } from './DayCost';
import { findProvisional } from './forecasts';

const cost = (day: string, amount: string | undefined, isOneOff = false) =>
  ({
    source: 'cloud',
    currency: 'EUR',
    day,
    kind: 'direct',
    key: '(none)',
    isOneOff,
    amount: amount === undefined ? undefined : readAmount(amount)!,
    rows: 1,
    statedRows: 1,
  }) satisfies DayCost;

const build = (costs: DayCost[], days: string[]) =>
  buildCostHistory({
    costs,
    delivered: new Map([['cloud', new Set(days)]]),
    today: '2026-03-10',
    keptFrom: '2025-01-01',
  });

it('begins with the first cost, fills delivered days with zero and leaves others out', () => {
  const history = build(
    [
      cost('2026-03-02', '1'),
      cost('2026-03-02', '5', true),
      cost('2026-03-05', undefined),
    ],
    ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-05', '2026-03-06'],
  );
  expect(history.days).toEqual([
    { day: '2026-03-02', amount: readAmount('6'), oneOff: readAmount('5') },
    { day: '2026-03-03', amount: 0n, oneOff: 0n },
    { day: '2026-03-06', amount: 0n, oneOff: 0n },
  ]);
  expect(history.closedThrough).toBe('2026-03-06');
  expect(findProvisional(history)).toBeUndefined();
});

it('says from which day on costs may still change', () => {
  const open = build([cost('2026-03-09', '1')], ['2026-03-08', '2026-03-09']);
  expect(findProvisional(open)).toBe('2026-03-09');
  const nothing = build([], []);
  expect([nothing.days, findProvisional(nothing)]).toEqual([[], undefined]);
});
