import { SerializedFile } from '@backstage/plugin-scaffolder-node';
import { FileWrite } from '@plumbline/backstage-plugin-git-host-common';
import { isUtf8 } from 'node:buffer';

/** A workspace file as the Git host's contract writes it: text where it is text. */
export function toFileWrite(
  file: Pick<SerializedFile, 'path' | 'content' | 'executable'>,
): FileWrite {
  const isText = isUtf8(file.content);
  return {
    path: file.path,
    content: file.content.toString(isText ? 'utf-8' : 'base64'),
    encoding: isText ? 'utf-8' : 'base64',
    executable: file.executable ?? false,
  };
}
