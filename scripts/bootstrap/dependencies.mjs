import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';

import { Failure, explainInstallFailure } from './failure.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const YARN = '.yarn/releases/yarn-4.13.0.cjs';
/** What node_modules and the package cache take, with room for the build. */
const NEEDED_BYTES = 3 * 1024 ** 3;

function manifests() {
  return ['packages', 'plugins']
    .flatMap(folder =>
      readdirSync(join(root, folder)).map(
        name => `${folder}/${name}/package.json`,
      ),
    )
    .filter(path => existsSync(join(root, path)))
    .sort();
}

/**
 * Installs the dependencies exactly as `yarn.lock` says, unless that is done.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv }} options
 */
export async function ensureDependencies({ node, env }) {
  const wanted = fingerprint([
    'package.json',
    'yarn.lock',
    '.yarnrc.yml',
    ...manifests(),
  ]);
  if (
    existsSync(join(root, 'node_modules', '.yarn-state.yml')) &&
    (await isStamped('dependencies', wanted))
  ) {
    return;
  }
  await requireSpace();
  await step('Installing dependencies', async say => {
    const { code, output } = await run(
      node,
      [join(root, YARN), 'install', '--immutable'],
      {
        cwd: root,
        env: { ...env, FORCE_COLOR: '0' },
        onLine: line => {
          const phase = line.match(/┌ (.*)/)?.[1];
          if (phase) {
            say(phase);
          }
        },
      },
    );
    if (code !== 0) {
      throw explainInstallFailure('Installing dependencies', output);
    }
  });
  await writeStamp('dependencies', wanted);
}

async function requireSpace() {
  const { bavail, bsize } = await statfs(root);
  const free = bavail * bsize;
  if (free < NEEDED_BYTES) {
    throw new Failure(
      `Only ${(free / 1024 ** 3).toFixed(1)} GB are free on the disk of ${root}.`,
      'The dependencies need about 3 GB: free some space and start again.',
    );
  }
}
