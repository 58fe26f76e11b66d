import { InputError } from '@backstage/errors';
import { FileWrite } from '@plumbline/backstage-plugin-git-host-common';
import { checkPathsToWrite } from './filePath';

/** A file in the form that Git stores it. */
export interface DecodedFile {
  path: string;
  bytes: Buffer;
  isExecutable: boolean;
}

const BASE64 =
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decode({ path, content, encoding }: FileWrite): Buffer {
  if (encoding === 'base64') {
    if (!BASE64.test(content)) {
      throw new InputError(`File ${JSON.stringify(path)} is not valid base64`);
    }
    return Buffer.from(content, 'base64');
  }
  if (/\p{Cs}/u.test(content)) {
    throw new InputError(
      `File ${JSON.stringify(
        path,
      )} holds half a character (a lone surrogate), which UTF-8 cannot store`,
    );
  }
  return Buffer.from(content, 'utf8');
}

/** Files of a request as bytes; refuses what would not come out as it was sent. */
export function decodeFiles(files: FileWrite[]): DecodedFile[] {
  checkPathsToWrite(files.map(file => file.path));
  return files.map(file => ({
    path: file.path,
    bytes: decode(file),
    isExecutable: file.executable ?? false,
  }));
}
