import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Removes what no reading has used since a time: old versions of objects and
 * the pieces that a killed process left. Answers the number of files.
 *
 * @public
 */
export async function pruneObjectCache(options: {
  cacheDirectory: string;
  unusedSince: Date;
}): Promise<number> {
  const { cacheDirectory, unusedSince } = options;
  const entries = await readdir(cacheDirectory, {
    recursive: true,
    withFileTypes: true,
  }).catch(() => []);
  let removed = 0;
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const found = entry.isFile()
      ? await stat(path).catch(() => undefined)
      : undefined;
    if (found && found.mtime < unusedSince) {
      await rm(path, { force: true });
      removed += 1;
    }
  }
  return removed;
}
