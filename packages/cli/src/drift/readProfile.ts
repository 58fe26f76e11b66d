import { open } from 'node:fs/promises';
import {
  isProfileDocument,
  parseProfileDocument,
  type ProfileDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { readText } from '../readText';
import { usable } from '../usable';

/** Thousands of columns of some hundred kilobytes. */
const MAX_BYTES = 1024 * 1024 * 1024;
const HEAD_BYTES = 100;

/** Whether a file is a profile and not rows. */
export async function isProfileFile(file: string): Promise<boolean> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) {
    return false;
  }
  try {
    const { buffer, bytesRead } = await handle.read({
      buffer: Buffer.alloc(HEAD_BYTES),
    });
    return isProfileDocument(buffer.toString('utf8', 0, bytesRead));
  } catch {
    // A folder, for example: then it holds rows
    return false;
  } finally {
    await handle.close();
  }
}

/** A profile that the user named. */
export async function readProfile(
  option: string,
  file: string,
): Promise<ProfileDocument> {
  const text = await readText({ option, file, maxBytes: MAX_BYTES });
  return usable(() => parseProfileDocument(text, file));
}
