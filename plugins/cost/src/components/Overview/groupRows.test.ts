import { createRow } from '../../__testUtils__/costFixtures';
import { groupRows } from './groupRows';
import { summariseOverview } from './summariseOverview';

const rowOf = (name: string, amount: string, previousSameDays: string | null) =>
  createRow({
    entityRef: `component:default/${name}`,
    ownerRef: 'group:default/shop-team',
    amount,
    previousSameDays,
  });

const overviewOf = (items: ReturnType<typeof rowOf>[]) => ({
  month: '2026-05',
  metric: 'effective' as const,
  convertibleTo: [],
  items,
  isComplete: true,
  sources: [],
});

it('compares what counts together where all of it was known before, and nowhere else', () => {
  const known = [rowOf('a', '0.1', '0.1'), rowOf('b', '0.2', '0')];
  const unknown = rowOf('c', '400', null);
  const [whole] = groupRows(known, 'owner');
  expect([whole.amount, whole.previousSameDays]).toEqual(['0.3', '0.1']);
  const [part] = groupRows([...known, unknown], 'owner');
  expect([part.amount, part.previousSameDays]).toEqual(['400.3', null]);
});

it('calls nothing more than before that nobody knew before', () => {
  const known = rowOf('a', '110', '100');
  expect(summariseOverview(overviewOf([known]))).toContain('€10.00 more than');
  expect(
    summariseOverview(overviewOf([known, rowOf('c', '400', null)])),
  ).not.toContain('than');
});
