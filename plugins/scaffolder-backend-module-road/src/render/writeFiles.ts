import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import { promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { RenderedFile } from './renderParts';

/** Where files may not be written: a folder is in the way, or a file where a folder must be. */
const IN_THE_WAY = new Set(['EISDIR', 'ENOTDIR', 'EEXIST']);

/** Writes files below a folder; none leaves it, not through a link either. */
export async function writeFiles(
  folder: string,
  files: RenderedFile[],
): Promise<void> {
  for (const file of files) {
    const path = resolveSafeChildPath(folder, file.path);
    try {
      await fs.mkdir(dirname(path), { recursive: true });
      await fs.writeFile(path, file.content);
    } catch (error) {
      if (isError(error) && IN_THE_WAY.has(String(error.code))) {
        throw new InputError(
          `${file.path} cannot be written: a file and a folder want the same name`,
        );
      }
      throw error;
    }
    await fs.chmod(path, file.isExecutable ? 0o755 : 0o644);
  }
}
