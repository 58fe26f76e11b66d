import { InputError, NotFoundError, isError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import { join } from 'node:path';

/** One file of a part, as it lies in the templates folder. */
export interface PartFile {
  /** Relative to the part, with `/`. */
  path: string;
  content: Buffer;
  isExecutable: boolean;
}

const MAX_FILES = 2_000;
const MAX_BYTES = 20 * 1024 * 1024;
const PART = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

async function assertFolder(path: string, part: string): Promise<void> {
  try {
    if ((await fs.lstat(path)).isDirectory()) {
      return;
    }
  } catch (error) {
    if (!isError(error) || error.code !== 'ENOENT') {
      throw error;
    }
  }
  throw new NotFoundError(`There is no part "${part}" in the templates folder`);
}

/**
 * Reads every file of a part, sorted by path. A part is a folder inside the
 * templates folder; links are refused, so nothing outside is ever read.
 */
export async function readPart(
  templatesDirectory: string,
  part: string,
): Promise<PartFile[]> {
  if (!PART.test(part)) {
    throw new InputError(
      `"${part}" is not a part: it is a folder inside the templates folder, such as service/skeleton`,
    );
  }
  let folder = templatesDirectory;
  for (const segment of part.split('/')) {
    folder = join(folder, segment);
    await assertFolder(folder, part);
  }

  const files: PartFile[] = [];
  let bytes = 0;
  const walk = async (relative: string): Promise<void> => {
    const entries = await fs.readdir(join(folder, relative), {
      withFileTypes: true,
    });
    for (const entry of entries) {
      const path = relative ? `${relative}/${entry.name}` : entry.name;
      if (entry.isDirectory()) {
        await walk(path);
      } else if (entry.isFile()) {
        const { mode } = await fs.stat(join(folder, path));
        const content = await fs.readFile(join(folder, path));
        bytes += content.length;
        files.push({ path, content, isExecutable: (mode & 0o100) !== 0 });
      } else {
        throw new InputError(
          `${part}/${path} is neither a file nor a folder; a part holds no links`,
        );
      }
      if (files.length > MAX_FILES || bytes > MAX_BYTES) {
        throw new InputError(
          `${part} holds more than ${MAX_FILES} files or ${MAX_BYTES} bytes`,
        );
      }
    }
  };
  await walk('');
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
