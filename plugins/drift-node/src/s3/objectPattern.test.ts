import { parseObjectPattern } from './objectPattern';

describe('parseObjectPattern', () => {
  it.each([
    ['a/b.csv', 'a/b.csv', true],
    ['a/b.csv', 'a/b.csv.bak', false],
    ['a/', 'a/b/c.csv', true],
    ['a/', 'ab/c.csv', false],
    ['a/*.csv', 'a/b.csv', true],
    ['a/*.csv', 'a/b/c.csv', false],
    ['a/**/*.csv', 'a/b/c.csv', true],
    ['a/**/*.csv', 'a/c.csv', true],
    ['a/day=?/x', 'a/day=1/x', true],
    ['a/day=?/x', 'a/day=12/x', false],
    ['a/*.csv', 'a/.csv', true],
    ['a/(*.csv', 'a/(b.csv', true],
    ['a/*.csv', 'a/bxcsv', false],
    ['', 'anything/at.all', true],
  ])('%s and %s: %s', (pattern, key, isMatch) => {
    expect(parseObjectPattern(pattern).matches(key)).toBe(isMatch);
  });

  it('lists only below the part without wildcards', () => {
    expect(parseObjectPattern('data/2026-*/x*.csv').prefix).toBe('data/2026-');
  });

  it('answers at once to a pattern made to be slow', () => {
    const pattern = parseObjectPattern(`${'*a'.repeat(200)}b`);
    expect(pattern.matches('a'.repeat(1000))).toBe(false);
  });
});
