import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes folders of samples once a day (UTC): the same for everybody on one day,
 * written anew on the next, or when their version is raised.
 *
 * @param {{
 *   folder: string,
 *   version: number,
 *   now: Date,
 *   names: string[],
 *   write: (name: string, folder: string, today: string) => Promise<void>,
 * }} options `write` fills an empty folder; `today` is such as `2026-03-15`
 * @returns {Promise<boolean>} whether anything was written
 */
export async function ensureDailySamples({
  folder,
  version,
  now,
  names,
  write,
}) {
  const today = now.toISOString().slice(0, 10);
  const stamp = join(folder, '.day');
  const wanted = `${today} ${version}\n`;
  if ((await readFile(stamp, 'utf8').catch(() => '')) === wanted) {
    return false;
  }
  for (const name of names) {
    // Written beside and then exchanged: whoever reads meets whole files
    const partial = join(folder, `.${name}.part`);
    await rm(partial, { recursive: true, force: true });
    await mkdir(partial, { recursive: true });
    await write(name, partial, today);
    await rm(join(folder, name), { recursive: true, force: true });
    await rename(partial, join(folder, name));
  }
  await writeFile(stamp, wanted);
  return true;
}
