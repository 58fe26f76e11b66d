import { formatUsage, readQuantity } from './formatUsage';

it('writes what was used with its unit, memory as requests are written', () => {
  expect(formatUsage(536_870_912, 'bytes')).toBe('512\u00a0MiB');
  expect(formatUsage(12, 'percent')).toBe('12\u00a0%');
});

it.each([
  ['2', 2],
  ['500m', 0.5],
  ['512Mi', 536_870_912],
  ['1.5Gi', 1_610_612_736],
  ['2G', 2e9],
])('reads the quantity %s', (text, value) => {
  expect(readQuantity(text)).toBe(value);
});

it.each([undefined, '', 'on-demand nodes', '1 GPU', '-1', '1e3', '5Xi'])(
  'takes %p for no quantity',
  text => {
    expect(readQuantity(text)).toBeUndefined();
  },
);
