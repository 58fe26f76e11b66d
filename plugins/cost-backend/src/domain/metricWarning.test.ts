import { findMetricWarning, MetricSums } from './metricWarning';

it.each<[string, Omit<MetricSums, 'currency'>, string | undefined]>([
  [
    'a cost beside another',
    { amounts: { effective: 1n, billed: 5n } },
    undefined,
  ],
  ['nothing but zeros', { amounts: { effective: 0n, billed: 0n } }, undefined],
  ['nothing at all', { amounts: {} }, undefined],
  [
    'zero beside another',
    { amounts: { effective: 0n, billed: 5n } },
    'The effective cost in EUR is zero, the billed cost is not.',
  ],
  [
    'another alone',
    { amounts: { list: -5n } },
    'No row states the effective cost in EUR, but rows state the list cost.',
  ],
  [
    'some of the rows',
    { amounts: { effective: 1n }, rows: 10, statedRows: 9 },
    '1 of 10 lines of EUR state no effective cost.',
  ],
])('where rows state %s', (_title, sums, warning) => {
  expect(findMetricWarning([{ currency: 'EUR', ...sums }], 'effective')).toBe(
    warning,
  );
});
