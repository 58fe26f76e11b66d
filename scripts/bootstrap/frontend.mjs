import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { Failure } from './failure.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { root } from './paths.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/** What the bundle is made of; the app's settings are read when it is served, except which plugins it holds. */
const SOURCES = [
  'yarn.lock',
  'app-config.yaml',
  'packages/app',
  'plugins/cost',
  'plugins/cost-common',
  'plugins/drift',
  'plugins/drift-common',
  'plugins/git-host',
  'plugins/git-host-common',
  'plugins/kit-common',
  'plugins/kit-react',
  'plugins/scaffolder-module-road',
  'plugins/scans',
  'plugins/scans-common',
];

/**
 * Builds the frontend, unless it was built from these very sources.
 *
 * @param {{ node: string, env: NodeJS.ProcessEnv }} options
 */
export async function ensureFrontend({ node, env }) {
  const wanted = fingerprint(SOURCES);
  if (
    existsSync(join(root, 'packages/app/dist/index.html')) &&
    (await isStamped('frontend', wanted))
  ) {
    return;
  }
  await step('Building the frontend', async () => {
    const { code, output } = await run(
      node,
      [
        join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
      ],
      {
        cwd: join(root, 'packages/app'),
        env: { ...env, NODE_ENV: 'production' },
      },
    );
    if (code !== 0) {
      throw new Failure(
        'The frontend does not build.',
        output.trim().split('\n').slice(-40).join('\n'),
      );
    }
  });
  await writeStamp('frontend', wanted);
}
