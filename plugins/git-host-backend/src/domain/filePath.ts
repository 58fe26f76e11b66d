import { InputError } from '@backstage/errors';

/** Longest name that common file systems store. */
const MAX_SEGMENT_BYTES = 255;

/**
 * Whether a folder or file name is `.git` on some file system: HFS+ ignores
 * format characters and case; NTFS drops trailing dots and spaces, cuts at a
 * stream separator and knows the short name `git~1`.
 */
function isGitFolder(segment: string): boolean {
  const plain = segment
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .split(':')[0]
    .replace(/[. ]+$/, '');
  return plain === '.git' || /^git~\d+$/.test(plain);
}

function findSegmentProblem(segment: string): string | undefined {
  if (segment === '') {
    return 'it has an empty part (a slash at the start, at the end or doubled)';
  }
  if (segment === '.' || segment === '..') {
    return `it has the part "${segment}"`;
  }
  if (isGitFolder(segment)) {
    return '".git" belongs to Git, in every spelling';
  }
  if (Buffer.byteLength(segment) > MAX_SEGMENT_BYTES) {
    return `one part is longer than ${MAX_SEGMENT_BYTES} bytes`;
  }
  return undefined;
}

/** Why Git or a file system would refuse a path in a repository; undefined when it is fine. */
export function findPathProblem(path: string): string | undefined {
  if (/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(path)) {
    return 'it has control characters';
  }
  if (path.includes('\\')) {
    return 'it has a backslash';
  }
  for (const segment of path.split('/')) {
    const problem = findSegmentProblem(segment);
    if (problem) {
      return problem;
    }
  }
  return undefined;
}

/** A path in a repository that is safe to hand to Git; the empty path is the root. */
export function checkPath(path: string): string {
  const problem = path === '' ? undefined : findPathProblem(path);
  if (problem) {
    throw new InputError(`Path ${JSON.stringify(path)} is refused: ${problem}`);
  }
  return path;
}

/** Refuses a set of files to write that no tree can hold. */
export function checkPathsToWrite(paths: string[]): void {
  const files = new Set<string>();
  for (const path of paths) {
    if (path === '') {
      throw new InputError('A file to write has an empty path');
    }
    checkPath(path);
    if (files.has(path)) {
      throw new InputError(`Path ${JSON.stringify(path)} is given twice`);
    }
    files.add(path);
  }
  for (const path of paths) {
    for (
      let end = path.indexOf('/');
      end !== -1;
      end = path.indexOf('/', end + 1)
    ) {
      const folder = path.slice(0, end);
      if (files.has(folder)) {
        throw new InputError(
          `Path ${JSON.stringify(folder)} is both a file and a folder`,
        );
      }
    }
  }
}
