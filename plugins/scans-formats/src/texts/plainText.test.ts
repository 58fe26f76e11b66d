import fc from 'fast-check';
import { oneLine, plainText } from './plainText';

describe('plainText', () => {
  it.each([
    ['a\u0000b\u0007c\u0085d', 'abcd'],
    ['\u001b[31;1mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007x', ']0;titlex'],
    ['a\r\nb\rc\u2028d\te', 'a\nb\nc\nd\te'],
    ['admin\u202enimda', 'adminnimda'],
    ['in\u200bvis\u00adi\u2060ble\ufeff', 'invisible'],
    ['tags \u{e0041}\u{e0042}.', 'tags .'],
    ['half \ud800 of \udc00.', 'half \ufffd of \ufffd.'],
    ['😀 ä €', '😀 ä €'],
    [
      '<img src=x onerror=alert(1)> **b**',
      '<img src=x onerror=alert(1)> **b**',
    ],
  ])('%j becomes %j', (value, text) => {
    expect(plainText(value, 100)).toBe(text);
  });

  it('cuts a long text with a sign, and never through a character', () => {
    expect(plainText('abcdef', 6)).toBe('abcdef');
    expect(plainText('abcdefg', 6)).toBe('abcde…');
    expect(plainText('abcd😀g', 6)).toBe('abcd…');
    expect(plainText(`${'\u0000'.repeat(1000)}abc`, 10)).toBe('…');
  });

  it('gives any text back within its length, fit for a database and for JSON', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 4, max: 40 }),
        (value, maxLength) => {
          for (const text of [
            plainText(value, maxLength),
            oneLine(value, maxLength),
          ]) {
            expect(text.length).toBeLessThanOrEqual(maxLength);
            expect(() => encodeURIComponent(text)).not.toThrow();
            // eslint-disable-next-line no-control-regex
            expect(text).not.toMatch(/[\u0000-\u0008\u000e-\u001f]/);
          }
        },
      ),
      { seed: 4, numRuns: 500 },
    );
  });

  it('changes nothing that it gave', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), value => {
        const text = plainText(value, 50);
        expect(plainText(text, 50)).toBe(text);
        const line = oneLine(value, 50);
        expect(oneLine(line, 50)).toBe(line);
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('oneLine', () => {
  it('makes one line of several', () => {
    expect(oneLine('  a\n\n  b\tc\u00a0d ', 100)).toBe('a b c d');
  });

  it('cuts with a sign', () => {
    expect(oneLine('abcdefg', 6)).toBe('abcde…');
    expect(oneLine('ab  cd  ef', 8)).toBe('ab cd ef');
  });
});
