import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Failure } from './failure.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/**
 * The configuration files of local mode, in the order in which they count.
 *
 * @param {string[]} extraConfigs given on the command line
 */
export function listConfigs(extraConfigs) {
  const own = ['app-config.yaml', 'app-config.local.yaml'].filter(path =>
    existsSync(join(root, path)),
  );
  return [...own, ...extraConfigs];
}

/**
 * Refuses a key that no package knows, by its name. Asked again only when a
 * file or a schema changed, because the answer takes some seconds.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv, configs: string[] }} options
 */
export async function checkConfiguration({ node, env, configs }) {
  const schemas = readdirSync(join(root, 'plugins')).map(
    name => `plugins/${name}/config.d.ts`,
  );
  const wanted = fingerprint(
    ['yarn.lock', 'packages/app/config.d.ts', ...schemas],
    configs.map(path => readConfig(path)),
  );
  if (await isStamped('configuration', wanted)) {
    return;
  }
  await step('Checking the configuration', async () => {
    const { code, output } = await run(
      node,
      [
        join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'config:check',
        '--strict',
        ...configs.flatMap(path => ['--config', path]),
      ],
      { cwd: root, env: { ...env, FORCE_COLOR: '0' } },
    );
    if (code !== 0) {
      const faults = output
        .split('\n')
        .filter(line => line.trim() && !/^\s+at |^Loaded config/.test(line));
      throw new Failure(
        `The configuration (${configs.join(', ')}) is not understood.`,
        faults.join('\n'),
      );
    }
  });
  await writeStamp('configuration', wanted);
}

function readConfig(path) {
  try {
    return readFileSync(resolve(root, path), 'utf8');
  } catch (error) {
    throw new Failure(
      `The configuration file ${path} cannot be read (${error.code}).`,
      'Give a file that exists: npm start -- --config app-config.local.yaml',
    );
  }
}
