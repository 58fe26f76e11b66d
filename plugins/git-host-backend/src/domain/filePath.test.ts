import fc from 'fast-check';
import { GitProgram } from '../git/GitProgram';
import { makeTemporaryFolder } from '../__testUtils__/temporaryFolder';
import { checkPathsToWrite, findPathProblem } from './filePath';

jest.setTimeout(60_000);

describe('findPathProblem', () => {
  it.each([
    'README.md',
    '.github/workflows/ci.yaml',
    '.gitlab-ci.yml',
    '.gitignore',
    '.gitmodules',
    'a b/ü/日本.txt',
    'teams/ml-team/apps/churn/dev.yaml',
    '...',
    'git',
    'x.git',
    '${{values.name}}/x',
  ])('accepts %s', path => {
    expect(findPathProblem(path)).toBeUndefined();
  });

  it.each([
    '',
    '/etc/passwd',
    'a//b',
    'a/',
    '.',
    '..',
    'a/../b',
    './a',
    'a/.',
    '.git',
    '.GIT/config',
    'a/.Git/hooks/post-commit',
    '.git /x',
    '.git.',
    '.git...',
    '.git::$INDEX_ALLOCATION/config',
    'git~1',
    'GIT~1/config',
    '.g\u200cit/config',
    '\ufeff.git/config',
    'a\\b',
    '..\\x',
    'a\nb',
    'a\0b',
    'a\u2028b',
    'a\ud800b',
    `${'x'.repeat(256)}/a`,
  ])('refuses %j', path => {
    expect(findPathProblem(path)).toEqual(expect.any(String));
  });

  it('accepts nothing that Git itself refuses', async () => {
    const git = new GitProgram();
    const folder = await makeTemporaryFolder();
    await git.run(['init', '--bare', '--quiet'], { folder });
    const blob = '1'.repeat(40);
    const part = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc
        .tuple(
          fc.constantFrom('.git', '.GIT', 'git~1', '.', '..', 'a'),
          fc.constantFrom('', ' ', '.', ':x', '\u200d', '\ufeff', '\\', '~1'),
        )
        .map(([name, tail]) => name + tail),
    );
    const path = fc
      .array(part, { minLength: 1, maxLength: 4 })
      .map(parts => parts.join('/'));
    const accepted = fc
      .sample(path, { numRuns: 3000, seed: 20261120 })
      .filter(text => findPathProblem(text) === undefined);
    expect(accepted.length).toBeGreaterThan(500);

    const add = (paths: string[]) =>
      git.attempt(['update-index', '-z', '--index-info'], {
        folder,
        input: paths.map(text => `100644 ${blob} 0\t${text}\0`).join(''),
      });
    await expect(add(accepted)).resolves.toMatchObject({ code: 0, stderr: '' });
    // What that would look like otherwise.
    await expect(add(['a/.git/b'])).resolves.toMatchObject({
      stderr: 'Ignoring path a/.git/b\n',
    });
  });
});

describe('checkPathsToWrite', () => {
  it.each([
    [['a', 'a'], '"a" is given twice'],
    [['a/b', 'a'], '"a" is both a file and a folder'],
    [['a', 'b', 'a/b/c'], '"a" is both a file and a folder'],
    [[''], 'empty path'],
    [['a', '../b'], '"../b" is refused'],
  ])('refuses %j', (paths, message) => {
    expect(() => checkPathsToWrite(paths)).toThrow(message);
  });

  it('accepts files side by side', () => {
    expect(() =>
      checkPathsToWrite(['a', 'ab/c', 'ab/d', 'a.b/c']),
    ).not.toThrow();
  });
});
