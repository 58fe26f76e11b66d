import fc from 'fast-check';
import { compileGlob } from './glob';

describe('compileGlob', () => {
  it.each([
    ['*', '', true],
    ['*', 'anything/at all', true],
    ['arn:aws:s3:::fraud-*', 'arn:aws:s3:::fraud-models', true],
    ['arn:aws:s3:::fraud-*', 'arn:aws:s3:::shop', false],
    ['*-prod', 'db-prod', true],
    ['*-prod', 'db-prod-2', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['ab*ba', 'aba', false],
    ['*b*b*', 'b', false],
    ['a?c', 'abc', true],
    ['a?c', 'ac', false],
    ['*a?c*d', 'xaabcd', true],
    ['a.c*', 'abc', false],
    ['[ab]*', 'a', false],
    ['[ab]*', '[ab]c', true],
    ['?', '', false],
    ['**', 'x', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected);
  });

  it('means what the regular expression of the same pieces means', () => {
    const letters = fc.constantFrom('a', 'b', '*', '?');
    const word = (letter: fc.Arbitrary<string>) =>
      fc.array(letter, { maxLength: 9 }).map(parts => parts.join(''));
    fc.assert(
      fc.property(
        word(letters),
        word(fc.constantFrom('a', 'b')),
        (pattern, text) => {
          const expression = new RegExp(
            `^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`,
          );
          expect(compileGlob(pattern)(text)).toBe(expression.test(text));
        },
      ),
      { seed: 11, numRuns: 3_000 },
    );
  });

  it('answers on what would keep a regular expression busy for ever', () => {
    const pattern = `${'*a'.repeat(200)}b`;
    expect(compileGlob(pattern)('a'.repeat(20_000))).toBe(false);
  });
});
