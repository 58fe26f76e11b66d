import { InputError } from '@backstage/errors';
import {
  SerializedFile,
  isNotGitDirectoryOrContents,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import { promises as fs } from 'node:fs';
import { join, relative } from 'node:path';

/** Serializing drops some links without a word and fails on others without their name. */
async function assertNoLinks(folder: string): Promise<void> {
  const entries = await fs.readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  const link = entries.find(entry => entry.isSymbolicLink());
  if (link) {
    throw new InputError(
      `${relative(
        folder,
        join(link.parentPath, link.name),
      )} is a symbolic link; a generated repository holds files only`,
    );
  }
}

/**
 * The files below a folder of the workspace, sorted by path, without any
 * `.git`. A link is refused by name: it could point anywhere.
 */
export async function listWorkspace(folder: string): Promise<SerializedFile[]> {
  await assertNoLinks(folder);
  const files = await serializeDirectoryContents(folder);
  return files
    .filter(file => isNotGitDirectoryOrContents(file.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
