import fc from 'fast-check';
import {
  MAX_NAME_LENGTH,
  NAME_PATTERN,
  ONE_LINE_PATTERN,
  checkName,
} from './names';

const pattern = new RegExp(NAME_PATTERN);

function reasonOf(name: string): string {
  const verdict = checkName(name);
  return verdict.ok ? 'accepted' : verdict.reason;
}

describe('checkName', () => {
  it.each([
    'ml-team',
    'churn',
    'a1b',
    'true',
    'null',
    'yes',
    'e10',
    'x'.repeat(MAX_NAME_LENGTH),
  ])('accepts %s', name => {
    expect(checkName(name)).toEqual({ ok: true });
  });

  it.each([
    ['', 'is needed'],
    ['Churn', 'try "churn"'],
    ['ab', 'At least 3'],
    ['1ab', 'starts with a letter'],
    ['-ab', 'starts with a letter'],
    ['ab-', 'ends with "-"'],
    ['a--b', 'in a row'],
    ['a_b', '"_"'],
    ['a.b', '"."'],
    ['a/b', '"/"'],
    ['a b', 'U+0020'],
    ['a\nb', 'U+000A'],
    ['сhurn', 'U+0441'],
    ['churn\u200b', 'U+200B'],
    ['😀ab', 'U+1F600'],
    ['ÜBER', 'U+00DC'],
    ['x'.repeat(41), '41 characters'],
    ['default', 'reserved'],
    ['api', 'reserved'],
    ['git', 'reserved'],
    ['kube-system', 'reserved'],
    ['openshift-x', 'reserved'],
  ])('refuses %j in the words of whoever would refuse it', (name, reason) => {
    expect(reasonOf(name)).toContain(reason);
  });

  it('accepts nothing that the pattern of the forms refuses', () => {
    const character = fc.constantFrom(...'abz019-_.A \n/ü', 'kube-', 'default');
    const name = fc
      .array(character, { maxLength: 12 })
      .map(parts => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(name, fc.string({ unit: 'binary' })), text => {
        expect(pattern.test(text) || !checkName(text).ok).toBe(true);
      }),
    );
  });

  it('refuses of what the pattern accepts only lengths and reserved names', () => {
    const name = fc
      .array(fc.stringMatching(/^[a-z0-9]{1,9}$/), {
        minLength: 1,
        maxLength: 7,
      })
      .map(parts => parts.join('-'))
      .filter(text => pattern.test(text));
    fc.assert(
      fc.property(name, text => {
        expect(reasonOf(text)).toMatch(/^accepted$|characters|reserved/);
      }),
    );
  });

  it('is a legal name of a Kubernetes namespace with the longest suffix', () => {
    const longest = `${'x'.repeat(MAX_NAME_LENGTH)}-staging-preview`;
    expect(longest.length).toBeLessThanOrEqual(63);
    expect(longest).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  });
});

describe('ONE_LINE_PATTERN', () => {
  const oneLine = new RegExp(ONE_LINE_PATTERN, 'u');

  it.each(['', 'Predicts churn: 80 % "sure" # {{x}}', 'Größe 日本 😀'])(
    'accepts %j',
    text => {
      expect(text).toMatch(oneLine);
    },
  );

  it.each([
    'a\nb',
    'a\r',
    'a\tb',
    'a\u2028b',
    'a\u2029b',
    'a\u202eb',
    'a\ud800',
  ])('refuses %j', text => {
    expect(text).not.toMatch(oneLine);
  });
});
