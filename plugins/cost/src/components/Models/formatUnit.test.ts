import { formatUnit } from './formatUnit';

it.each([
  ['0.42', '€0.42'],
  ['0.4', '€0.40'],
  ['0.0042', '€0.0042'],
  ['0.000012345', '€0.000012'],
  ['0', '€0.00'],
  ['12.345', '€12.35'],
  ['-0.0042', '−€0.0042'],
])('writes %s as %s', (amount, text) => {
  expect(formatUnit(amount, 'EUR')).toBe(text);
});
