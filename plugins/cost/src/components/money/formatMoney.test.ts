import {
  formatChange,
  formatMoney,
  formatRoughly,
  formatTrend,
} from './formatMoney';

it('writes every digit of an amount that no number could hold', () => {
  expect(formatMoney('123456789012345678.905', 'EUR')).toBe(
    '€123,456,789,012,345,678.91',
  );
});

it('writes as many digits as the currency has', () => {
  expect(formatMoney('12.5', 'USD')).toBe('$12.50');
  expect(formatMoney('1250', 'JPY')).toBe('¥1,250');
});

it('never shows something as nothing, and nothing as nothing', () => {
  expect(formatMoney('0.0004', 'EUR')).toBe('<€0.01');
  expect(formatMoney('-0.0004', 'EUR')).toBe('−<€0.01');
  expect(formatMoney('0', 'EUR')).toBe('€0.00');
});

it('leaves out cents in sentences from a hundred on', () => {
  expect(formatRoughly('412.49', 'EUR')).toBe('€412');
  expect(formatRoughly('99.5', 'EUR')).toBe('€99.50');
  expect(formatChange('48.2', 'EUR')).toBe('+\u2060€48.20');
  expect(formatChange('-480.2', 'EUR')).toBe('−\u2060€480');
});

it('compares only with what was something', () => {
  expect(formatTrend('92', '100')).toBe('−8\u00a0%');
  expect(formatTrend('112', '100')).toBe('+12\u00a0%');
  expect(formatTrend('100', '100')).toBe('±0\u00a0%');
  expect(formatTrend('5', '0')).toBeUndefined();
});
