import {
  addAmounts,
  compareAmounts,
  ratioOf,
  signOf,
  subtractAmounts,
} from './amounts';

it('adds to the last digit where floating-point numbers would not', () => {
  expect(addAmounts(['0.1', '0.2'])).toBe('0.3');
  expect(addAmounts(['9007199254740993', '0.000000000000000001'])).toBe(
    '9007199254740993.000000000000000001',
  );
  expect(addAmounts([])).toBe('0');
  expect(addAmounts(['-0.5', '0.50'])).toBe('0');
});

it('keeps the sign of credits', () => {
  expect(subtractAmounts('1.25', '2')).toBe('-0.75');
  expect(addAmounts(['-0.000001'])).toBe('-0.000001');
  expect(signOf('-0.000001')).toBe(-1);
  expect(signOf('0.00')).toBe(0);
});

it('compares by value, not by text', () => {
  expect(compareAmounts('10', '9.99')).toBe(1);
  expect(compareAmounts('-10', '-9')).toBe(-1);
  expect(compareAmounts('1.0', '1')).toBe(0);
});

it('knows no share of nothing', () => {
  expect(ratioOf('1', '4')).toBe(0.25);
  expect(ratioOf('1', '0')).toBeUndefined();
  expect(ratioOf('1', '-4')).toBeUndefined();
});

it('refuses what is no decimal', () => {
  expect(() => addAmounts(['1e3'])).toThrow('1e3 is no decimal');
});
