import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { SerializedFile } from '@backstage/plugin-scaffolder-node';
import { existsSync } from 'node:fs';
import { listWorkspace } from '../render/listWorkspace';

/** The files of the folder that is to be committed; an empty one is refused. */
export async function listGitopsFiles(
  workspacePath: string,
  sourcePath: string,
): Promise<SerializedFile[]> {
  const folder = resolveSafeChildPath(workspacePath, sourcePath);
  const files = existsSync(folder) ? await listWorkspace(folder) : [];
  if (files.length === 0) {
    throw new InputError(
      `sourcePath: the folder "${sourcePath}" of the workspace holds no files`,
    );
  }
  return files;
}
