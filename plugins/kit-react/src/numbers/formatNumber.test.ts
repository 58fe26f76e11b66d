import { formatNumber, formatShare } from './formatNumber';

it.each([
  [0, '0'],
  [0.14321, '0.143'],
  [-2.5, '-2.5'],
  [999, '999'],
  [1234, '1234'],
  [88_123, '88.1 k'],
  [1_200_000, '1.2 M'],
  [3.2e9, '3.2 G'],
  [0.00001, '1.00e-5'],
])('shows %d as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text.replaceAll(' ', '\u00a0'));
});

it.each([
  [0, '0 %'],
  [0.0004, '< 0.1 %'],
  [0.004, '0.4 %'],
  [0.125, '13 %'],
  [0.9995, '> 99.9 %'],
  [1, '100 %'],
])('shows the share %d as %s', (share, text) => {
  expect(formatShare(share)).toBe(text.replaceAll(' ', '\u00a0'));
});
