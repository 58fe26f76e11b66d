import fc from 'fast-check';
import { runGit } from '../__testUtils__/runGit';
import { checkBranchName, isRefName } from './refName';

jest.setTimeout(60_000);

describe('isRefName', () => {
  it.each(['main', 'feature/x', 'v1.2.3', 'ü', 'a@b', 'release-1'])(
    'accepts %s',
    name => {
      expect(isRefName(name)).toBe(true);
    },
  );

  it.each([
    '',
    '@',
    'HEAD',
    '-f',
    'a b',
    'a..b',
    'a//b',
    '/a',
    'a/',
    '.a',
    'a/.b',
    'a.lock',
    'a.lock/b',
    'a.',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    'a@{b',
    'a\tb',
    'a\0b',
    'x'.repeat(201),
  ])('refuses %j', name => {
    expect(isRefName(name)).toBe(false);
  });

  it('agrees with git check-ref-format', async () => {
    const character = fc.constantFrom(
      ...[
        'a',
        'b',
        '.',
        '/',
        '-',
        '@',
        '{',
        '~',
        '^',
        ':',
        'l',
        'ock',
        '.lock',
      ],
    );
    const name = fc
      .array(character, { minLength: 1, maxLength: 5 })
      .map(parts => parts.join(''));
    for (const text of new Set(
      fc.sample(name, { numRuns: 60, seed: 20261120 }),
    )) {
      const { code } = await runGit(['check-ref-format', `refs/heads/${text}`]);
      const isOption = text.startsWith('-');
      expect([text, isRefName(text)]).toEqual([
        text,
        code === 0 && !isOption && text !== '@',
      ]);
    }
  });
});

describe('checkBranchName', () => {
  it('refuses a branch that would hide a commit', () => {
    expect(() => checkBranchName('0'.repeat(40))).toThrow('is refused');
  });
});
