import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { localDir, root } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

function* filesBelow(path) {
  if (!existsSync(path)) {
    return;
  }
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!SKIPPED.has(entry.name)) {
      yield* filesBelow(join(path, entry.name));
    }
  }
}

/**
 * One hash over the contents of files and folders, given relative to the root.
 *
 * @param {string[]} paths
 * @param {string[]} [extra] further facts, such as a version
 */
export function fingerprint(paths, extra = []) {
  const hash = createHash('sha256');
  for (const fact of extra) {
    hash.update(`${fact}\0`);
  }
  for (const path of paths) {
    for (const file of filesBelow(join(root, path))) {
      hash.update(`${file.slice(root.length)}\0`);
      hash.update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Whether the named step was last finished with this fingerprint. */
export async function isStamped(name, value) {
  const stamp = await readFile(join(localDir, 'stamps', name), 'utf8').catch(
    error => {
      if (error.code === 'ENOENT') {
        return undefined;
      }
      throw error;
    },
  );
  return stamp === value;
}

/** Remembers that the named step finished with this fingerprint. */
export async function writeStamp(name, value) {
  await mkdir(join(localDir, 'stamps'), { recursive: true });
  await writeFile(join(localDir, 'stamps', name), value);
}
