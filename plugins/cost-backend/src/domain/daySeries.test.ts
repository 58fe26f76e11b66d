import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { DayCost } from './DayCost';
import { buildDaySeries } from './daySeries';

it('adds the smallest up when there are too many, so that each day keeps its sum', () => {
  const costs = Array.from({ length: 60 }, (_, index): DayCost => ({
    source: 'cloud',
    currency: 'EUR',
    day: '2026-03-01',
    kind: 'direct',
    key: `key-${index}`,
    isOneOff: false,
    amount: readAmount(`${index + 1}`)!,
    rows: 1,
    statedRows: 1,
  }));
  const [{ series }] = buildDaySeries(costs, new Map()).currencies;
  expect(series).toHaveLength(50);
  const others = series.find(({ key }) => key === '(others)')!;
  // 1 + 2 + … + 11
  expect(others.days).toEqual([{ day: '2026-03-01', amount: '66' }]);
  const sum = series.reduce((all, { days }) => all + Number(days[0].amount), 0);
  expect(sum).toBe((60 * 61) / 2);
});
