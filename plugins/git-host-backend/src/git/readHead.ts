import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (
      ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(
        (error as NodeJS.ErrnoException).code ?? '',
      )
    ) {
      return undefined;
    }
    throw error;
  }
}

/**
 * The default branch of a repository and its commit, absent while the branch
 * has none. Reads Git's ref files, because a list of a hundred repositories
 * cannot afford a process for each.
 */
export async function readHead(
  folder: string,
): Promise<{ branch: string; commit?: string }> {
  const head = (await readFile(join(folder, 'HEAD'), 'utf8')).trim();
  const ref = /^ref: (refs\/heads\/(.+))$/.exec(head);
  if (!ref) {
    throw new Error(`HEAD of ${folder} is not a branch: ${head}`);
  }
  const loose = (await readOptional(join(folder, ref[1])))?.trim();
  if (loose) {
    return { branch: ref[2], commit: loose };
  }
  const packed = await readOptional(join(folder, 'packed-refs'));
  const line = packed?.split('\n').find(text => text.endsWith(` ${ref[1]}`));
  return { branch: ref[2], commit: line?.split(' ')[0] };
}
