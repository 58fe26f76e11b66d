import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository, which every check runs in. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs an installed command-line tool with this Node and shows what it prints.
 * Returns whether it succeeded; throws when it cannot be started at all.
 */
export function runTool(name, args, env = process.env) {
  const { status, error } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/.bin', name), ...args],
    { cwd: root, stdio: 'inherit', env },
  );
  if (error) {
    throw new Error(`${name} cannot be started: ${error.message}`);
  }
  return status === 0;
}
