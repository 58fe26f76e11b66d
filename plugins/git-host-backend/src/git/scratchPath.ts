import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

/** After this time nobody on another machine can still be at work on it. */
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;

/** Ends the machine's name, so it must not be part of one. */
const SEPARATOR = '~';

/** A path for something unfinished; its name says which process is at work on it. */
export function createScratchPath(folder: string): string {
  return join(folder, [hostname(), process.pid, randomUUID()].join(SEPARATOR));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function isAbandoned(folder: string, name: string): Promise<boolean> {
  const [host, pid] = name.split(SEPARATOR);
  if (host === hostname()) {
    // At start this process has begun nothing: its own id is a former one's.
    return Number(pid) === process.pid || !isRunning(Number(pid));
  }
  const { mtimeMs } = await stat(join(folder, name));
  return Date.now() - mtimeMs > ABANDONED_AFTER_MS;
}

/** Removes what processes left behind that ended before they were done; to be called at start. */
export async function removeAbandoned(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (await isAbandoned(folder, name)) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
