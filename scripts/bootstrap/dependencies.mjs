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
  await requireRegistry({ node, env });
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

/**
 * Yarn waits for minutes on a registry that does not answer; asking once
 * first tells the user within seconds, and names the address.
 */
async function requireRegistry({ node, env }) {
  const read = async key => {
    const { output } = await run(
      node,
      [join(root, YARN), 'config', 'get', key],
      {
        cwd: root,
        env: { ...env, FORCE_COLOR: '0' },
      },
    );
    const value = output.trim();
    return ['undefined', 'null', ''].includes(value) ? undefined : value;
  };
  if (await read('httpsProxy')) {
    return;
  }
  const registry = await read('npmRegistryServer');
  const ask = `fetch(process.argv[1], { signal: AbortSignal.timeout(20_000) }).catch(error => {
    console.error(error.cause?.code ?? error.cause?.message ?? error.message);
    process.exitCode = 1;
  });`;
  const { code, output } = await run(node, ['-e', ask, `${registry}/yarn`], {
    env,
  });
  if (code !== 0) {
    throw new Failure(
      `The package registry ${registry} cannot be reached (${output.trim()}).`,
      'Check the network, or name another registry (YARN_NPM_REGISTRY_SERVER), proxy (YARN_HTTPS_PROXY) or certificate file (NODE_EXTRA_CA_CERTS), and start again.',
    );
  }
}
