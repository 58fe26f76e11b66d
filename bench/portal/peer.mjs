import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../../scripts/bootstrap/paths.mjs';

const CREATE_APP = '0.9.2';
const YARN = '.yarn/releases/yarn-4.13.0.cjs';

function run(command, args, options) {
  execFileSync(command, args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });
}

const readJson = async path => JSON.parse(await readFile(path, 'utf8'));
const writeJson = (path, value) =>
  writeFile(path, `${JSON.stringify(value, undefined, 2)}\n`);

/** `@backstage/create-app` in a folder of its own, and a `yarn` for it to find. */
async function installGenerator({ folder, env, node }) {
  const generator = join(folder, 'generator');
  await mkdir(join(generator, 'bin'), { recursive: true });
  await writeJson(join(generator, 'package.json'), {
    name: 'generator',
    private: true,
    dependencies: { '@backstage/create-app': CREATE_APP },
    overrides: { '@backstage/cli-common': '0.3.1' },
  });
  const yarn = join(generator, 'bin/yarn');
  await writeFile(
    yarn,
    `#!/bin/sh\nexec "${node}" "${join(root, YARN)}" "$@"\n`,
  );
  await chmod(yarn, 0o755);
  run('npm', ['install', '--no-audit', '--no-fund'], { cwd: generator, env });
  return generator;
}

/**
 * The portal that `@backstage/create-app` makes, with nothing added: what is
 * written to it is what any machine needs to install it (the same resolutions
 * and the same lock file as ours, so that both run the same versions).
 */
async function generate({ folder, env, node, app }) {
  const generator = await installGenerator({ folder, env, node });
  const path = [join(generator, 'bin'), dirname(node), env.PATH].join(
    delimiter,
  );
  await rm(app, { recursive: true, force: true });
  run(
    node,
    [
      join(
        generator,
        'node_modules/@backstage/create-app/bin/backstage-create-app',
      ),
      '--skip-install',
      '--path',
      app,
    ],
    { cwd: generator, env: { ...env, PATH: path, BACKSTAGE_APP_NAME: 'peer' } },
  );
  const ours = await readJson(join(root, 'package.json'));
  const theirs = await readJson(join(app, 'package.json'));
  await writeJson(join(app, 'package.json'), {
    ...theirs,
    resolutions: { ...theirs.resolutions, ...ours.resolutions },
    dependenciesMeta: ours.dependenciesMeta,
  });
  await copyFile(join(root, '.yarnrc.yml'), join(app, '.yarnrc.yml'));
  await copyFile(join(root, 'yarn.lock'), join(app, 'yarn.lock'));
  run(node, [join(app, YARN), 'install'], {
    cwd: app,
    env: { ...env, YARN_ENABLE_IMMUTABLE_INSTALLS: 'false' },
  });
}

/** A plain `create-app` portal, generated and built once, served like ours: the built frontend from the backend. */
export async function preparePeer({ node, env, folder, port }) {
  const app = join(folder, 'peer');
  const config = join(app, 'app-config.bench.yaml');
  if (!existsSync(join(app, 'node_modules/@backstage/cli'))) {
    await generate({ folder, env, node, app });
  }
  const url = `http://localhost:${port}`;
  await writeFile(
    config,
    [
      `app: { baseUrl: '${url}' }`,
      `backend: { baseUrl: '${url}', listen: { port: ${port}, host: 127.0.0.1 } }`,
      'auth: { providers: { guest: { dangerouslyAllowOutsideDevelopment: true } } }',
      '',
    ].join('\n'),
  );
  if (!existsSync(join(app, 'packages/app/dist/index.html'))) {
    run(
      node,
      [
        join(app, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'build',
      ],
      {
        cwd: join(app, 'packages/app'),
        env: { ...env, NODE_ENV: 'production' },
      },
    );
  }
  return {
    name: 'create-app 1.55',
    port,
    start: {
      node,
      cwd: join(app, 'packages/backend'),
      port,
      log: join(folder, 'peer.log'),
      env: { ...env, NODE_ENV: 'production' },
      args: [
        '--enable-source-maps',
        '--require',
        join(app, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
        'src/index.ts',
        '--config',
        join(app, 'app-config.yaml'),
        '--config',
        config,
      ],
    },
    pages: {
      first: { url: `${url}/`, text: 'example-website' },
      entity: {
        url: `${url}/catalog/default/component/example-website`,
        text: 'About',
      },
    },
  };
}
