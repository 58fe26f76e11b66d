import { rename, rm, writeFile } from 'node:fs/promises';
import {
  type ProfileDocument,
  writeProfileDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { UnusableInput } from '../exitCodes';

/** Writes a profile beside its place and moves it there: nobody reads half of one. */
export async function writeProfile(
  document: ProfileDocument,
  file: string,
): Promise<void> {
  const partial = `${file}.${process.pid}.part`;
  try {
    await writeFile(partial, writeProfileDocument(document));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw new UnusableInput(
      `--output ${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'its folder does not exist' : (error as Error).message}`,
    );
  }
}
