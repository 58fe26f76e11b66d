import { PlaygroundInput, hintUnusual, readInput } from './inputValues';

const input = (overrides: Partial<PlaygroundInput> = {}): PlaygroundInput => ({
  name: 'income',
  type: 'number',
  required: true,
  low: 10,
  high: 20,
  ...overrides,
});

it.each([
  [input(), ' 1.5 ', { value: 1.5 }],
  [input({ required: false }), '', { value: null }],
  [input({ type: 'boolean' }), 'false', { value: false }],
  [input({ type: 'string' }), ' a ', { value: ' a ' }],
  [input({ type: 'integer' }), '3', { value: 3 }],
])('reads %j from %j', (one, text, expected) => {
  expect(readInput(one, text)).toEqual(expected);
});

it.each([
  [input(), '', /needs a value/],
  [input(), 'many', /"many" is not a number/],
  [input(), 'Infinity', /not a number/],
  [input({ type: 'integer' }), '1.5', /whole numbers/],
  [input({ type: 'boolean' }), 'yes', /true or false/],
])('refuses %j as %j with a reason', (one, text, problem) => {
  expect(readInput(one, text)).toEqual({
    problem: expect.stringMatching(problem),
  });
});

it('says what the baseline never held', () => {
  expect(hintUnusual(input(), 9)).toMatch(/Below .* 10/);
  expect(hintUnusual(input(), 21)).toMatch(/Above .* 20/);
  expect(hintUnusual(input(), 15)).toBeUndefined();
  const region = input({ type: 'string', values: ['north'] });
  expect(hintUnusual(region, 'moon')).toMatch(/never held/);
  expect(hintUnusual(region, 'north')).toBeUndefined();
});
