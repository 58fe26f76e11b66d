import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/** What the bundle is made of. */
const SOURCES = [
  'yarn.lock',
  'packages/cli/build.mjs',
  'packages/cli/package.json',
  'packages/cli/src',
  'plugins/cost-formats/src',
  'plugins/cost-node/src',
  'plugins/drift-engine/src',
  'plugins/drift-node/src',
  'plugins/kit-duckdb/src',
  'plugins/scans-common/src',
  'plugins/scans-formats/src',
];

/**
 * Bundles the command, unless it was bundled from these very sources.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<string>} the path of the command
 */
export async function ensureCli({ node, env }) {
  const command = join(root, 'packages/cli/bin/plumbline');
  const wanted = fingerprint(SOURCES);
  if (
    existsSync(join(root, 'packages/cli/dist/compare.cjs')) &&
    (await isStamped('cli', wanted))
  ) {
    return command;
  }
  await step('Building the command', async () => {
    const { code, output } = await run(
      node,
      [join(root, 'packages/cli/build.mjs')],
      { cwd: root, env },
    );
    if (code !== 0) {
      throw new Failure(
        'The command does not build.',
        output.trim().split('\n').slice(-40).join('\n'),
      );
    }
  });
  await writeStamp('cli', wanted);
  return command;
}
