import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { localDir } from '../bootstrap/paths.mjs';
import { mustRun } from '../bootstrap/run.mjs';
import { findOptionalParts } from '../testing/optionalParts.mjs';

/**
 * A virtual environment with exactly what a generated repository's lock file
 * names, hashes checked. Kept below `.local/venvs` by the hash of the lock
 * files, so that two repositories with the same locks share one.
 *
 * @param {string[]} lockFiles
 * @returns {Promise<string>} the environment's `bin` folder
 */
export async function ensurePythonEnvironment(lockFiles) {
  const hash = createHash('sha256');
  for (const file of lockFiles) {
    hash.update(await readFile(file));
  }
  const folder = join(localDir, 'venvs', hash.digest('hex').slice(0, 16));
  const bin = join(folder, 'bin');
  const stamp = join(folder, '.complete');
  if (existsSync(stamp)) {
    return bin;
  }
  await rm(folder, { recursive: true, force: true });
  const python = findOptionalParts().python.at;
  await mustRun(python, ['-m', 'venv', '--copies', folder]);
  await mustRun(join(bin, 'python'), [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--require-hashes',
    ...lockFiles.flatMap(file => ['-r', file]),
  ]);
  await writeFile(stamp, '');
  return bin;
}
