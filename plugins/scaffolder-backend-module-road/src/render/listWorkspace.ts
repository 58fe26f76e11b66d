import { InputError } from '@backstage/errors';
import {
  SerializedFile,
  isNotGitDirectoryOrContents,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';

/**
 * The files below a folder of the workspace, sorted by path, without any
 * `.git`. A link is refused by name: it could point anywhere.
 */
export async function listWorkspace(folder: string): Promise<SerializedFile[]> {
  const files = (await serializeDirectoryContents(folder)).filter(file =>
    isNotGitDirectoryOrContents(file.path),
  );
  const link = files.find(file => file.symlink);
  if (link) {
    throw new InputError(
      `${link.path} is a symbolic link; a generated repository holds files only`,
    );
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
