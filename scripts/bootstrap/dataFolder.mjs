import { mkdir, open, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { dataDir } from './paths.mjs';
import { isRunning } from './processes.mjs';

const MINIMUM_FREE_BYTES = 200 * 1024 ** 2;

/**
 * Claims the data folder for one portal: creates it, checks that it can be
 * written and that no other running portal holds it.
 *
 * @returns {Promise<() => Promise<void>>} gives the folder up again
 */
export async function claimDataFolder() {
  try {
    await mkdir(join(dataDir, 'db'), { recursive: true });
    await mkdir(join(dataDir, 'work'), { recursive: true });
    const probe = join(dataDir, '.writable');
    await writeFile(probe, 'ok');
    await rm(probe);
    await requireWritableDatabases();
  } catch (error) {
    if (
      ['EACCES', 'EROFS', 'EPERM', 'ENOTDIR', 'EEXIST'].includes(error.code)
    ) {
      throw new Failure(
        `The data folder ${dataDir} cannot be written (${error.code}: ${error.path ?? dataDir}).`,
        'Give your user the right to write there, or name another folder: PLUMBLINE_DATA=/path/to/folder npm start',
      );
    }
    if (error.code === 'ENOSPC') {
      throw new Failure(
        `The disk that holds ${dataDir} is full.`,
        'Free some space and start again: nothing was lost.',
      );
    }
    throw error;
  }
  const { bavail, bsize } = await statfs(dataDir);
  if (bavail * bsize < MINIMUM_FREE_BYTES) {
    throw new Failure(
      `Less than 200 MB are free on the disk that holds ${dataDir}.`,
      'Free some space and start again: a database that runs out of disk stops answering.',
    );
  }
  return lock();
}

/** A database file that only root may write is found here, not at the first insert. */
async function requireWritableDatabases() {
  for (const name of ['catalog', 'scaffolder', 'git-host']) {
    const path = join(dataDir, 'db', `${name}.sqlite`);
    const handle = await open(path, 'r+').catch(error => {
      if (error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    });
    await handle?.close();
  }
}

async function lock() {
  const path = join(dataDir, 'portal.pid');
  const holder = Number(await readFile(path, 'utf8').catch(() => ''));
  if (holder && holder !== process.pid && isRunning(holder)) {
    throw new Failure(
      `Another portal (process ${holder}) is using the data folder ${dataDir}.`,
      `Stop it first, or give this one a folder and a port of its own: PLUMBLINE_DATA=.data-2 PLUMBLINE_PORT=7008 npm start\nIf process ${holder} is something else, delete ${path} and start again.`,
    );
  }
  await writeFile(path, String(process.pid));
  return () => rm(path, { force: true });
}
