import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Git holds these locks for moments; one that is older belongs to a process that is gone. */
const STALE_AFTER_MS = 60_000;

const isLock = (name: string) => name.endsWith('.lock');

/**
 * Removes the locks of refs that a Git process left behind when the machine
 * stopped: with one of them, its branch could never be written again.
 */
export async function removeStaleLocks(folder: string): Promise<void> {
  const top = await readdir(folder);
  const refs = await readdir(join(folder, 'refs'), { recursive: true });
  const locks = [
    ...top.filter(isLock),
    ...refs.filter(isLock).map(name => join('refs', name)),
  ];
  for (const name of locks) {
    const file = join(folder, name);
    // Whoever holds it may give it back in this moment.
    const lock = await stat(file).catch(() => undefined);
    if (lock && Date.now() - lock.mtimeMs > STALE_AFTER_MS) {
      await rm(file, { force: true });
    }
  }
}
