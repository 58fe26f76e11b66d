import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { root } from './bootstrap/paths.mjs';
import { findFreePort } from './testing/postgres.mjs';

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-start-'));
});
after(() => rm(folder, { recursive: true, force: true }));

/** Runs a command of ours until it ends by itself. */
function finish(
  script,
  { args = [], env = {}, cwd = root, nodeArgs = [] } = {},
) {
  return new Promise(resolve => {
    let output = '';
    const child = spawn(
      process.execPath,
      [...nodeArgs, join(cwd, script), ...args],
      {
        cwd,
        env: { ...process.env, PLUMBLINE_DATA: join(folder, 'data'), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.on('close', code => resolve({ code, output }));
  });
}

test('names the taken port and how to choose another', async () => {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const { code, output } = await finish('scripts/start.mjs', {
    env: { PLUMBLINE_PORT: String(port) },
  });
  server.close();
  assert.equal(code, 1);
  assert.match(output, new RegExp(`Port ${port} is taken`));
  assert.match(output, new RegExp(`PLUMBLINE_PORT=${port + 1} npm start`));
  assert.doesNotMatch(output, /\n {4}at /);
});

test('refuses a port that is none', async () => {
  const { code, output } = await finish('scripts/start.mjs', {
    env: { PLUMBLINE_PORT: '70a7' },
  });
  assert.equal(code, 1);
  assert.match(output, /PLUMBLINE_PORT is "70a7", which is not a port/);
});

test('names the data folder that cannot be written', async () => {
  const notAFolder = join(folder, 'a-file');
  await writeFile(notAFolder, '');
  const { code, output } = await finish('scripts/start.mjs', {
    env: {
      PLUMBLINE_PORT: String(await findFreePort()),
      PLUMBLINE_DATA: join(notAFolder, 'data'),
    },
  });
  assert.equal(code, 1);
  assert.match(output, /The data folder .*a-file\/data cannot be written/);
  assert.match(output, /PLUMBLINE_DATA=/);
});

test('refuses a data folder that a running portal holds, and names its process', async () => {
  const data = join(folder, 'held');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'portal.pid'), String(process.pid));
  const { code, output } = await finish('scripts/start.mjs', {
    env: { PLUMBLINE_PORT: String(await findFreePort()), PLUMBLINE_DATA: data },
  });
  assert.equal(code, 1);
  assert.match(
    output,
    new RegExp(`Another portal \\(process ${process.pid}\\)`),
  );
  assert.equal(
    await readFile(join(data, 'portal.pid'), 'utf8'),
    String(process.pid),
  );
});

test('says that Node is too old', async () => {
  const pretend = join(folder, 'old-node.cjs');
  await writeFile(
    pretend,
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.0' } });`,
  );
  const { code, output } = await finish('scripts/start.mjs', {
    nodeArgs: ['--require', pretend],
  });
  assert.equal(code, 1);
  assert.match(output, /Node 18\.19\.0 is too old/);
});

test('says within seconds that the registry cannot be reached, and names it', async () => {
  const clone = join(folder, 'clone');
  for (const path of [
    'scripts',
    'package.json',
    '.yarnrc.yml',
    '.yarn/releases',
  ]) {
    await cp(join(root, path), join(clone, path), { recursive: true });
  }
  await mkdir(join(clone, 'packages'));
  await mkdir(join(clone, 'plugins'));
  const { code, output } = await finish('scripts/start.mjs', {
    cwd: clone,
    env: {
      PLUMBLINE_PORT: String(await findFreePort()),
      YARN_NPM_REGISTRY_SERVER: 'http://127.0.0.1:9',
      HOME: folder,
    },
  });
  assert.equal(code, 1);
  assert.match(output, /registry http:\/\/127\.0\.0\.1:9 cannot be reached/);
  assert.match(output, /YARN_HTTPS_PROXY/);
});

test('names a configuration key that nobody knows, and starts nothing', async () => {
  const config = join(folder, 'app-config.wrong.yaml');
  await writeFile(config, 'gitHost:\n  maxPushSise: 5MiB\n');
  const { code, output } = await finish('scripts/start.mjs', {
    args: ['--config', config],
    env: { PLUMBLINE_PORT: String(await findFreePort()) },
  });
  assert.equal(code, 1);
  assert.match(output, /maxPushSise/);
  assert.match(output, /app-config\.wrong\.yaml/);
  assert.doesNotMatch(output, /Starting the backend|\n\s+at /);
});

test('names a configuration file that is not there', async () => {
  const { code, output } = await finish('scripts/start.mjs', {
    args: ['--config', '/nowhere/app-config.yaml'],
    env: { PLUMBLINE_PORT: String(await findFreePort()) },
  });
  assert.equal(code, 1);
  assert.match(output, /\/nowhere\/app-config\.yaml cannot be read \(ENOENT\)/);
});

test('reset deletes nothing unless it is confirmed', async () => {
  const data = join(folder, 'to-reset');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'kept'), 'yes');
  const refused = await finish('scripts/reset.mjs', {
    env: { PLUMBLINE_DATA: data },
  });
  assert.equal(refused.code, 1);
  assert.match(refused.output, /npm run reset -- --yes/);
  assert.equal(await readFile(join(data, 'kept'), 'utf8'), 'yes');

  const done = await finish('scripts/reset.mjs', {
    args: ['--yes'],
    env: { PLUMBLINE_DATA: data },
  });
  assert.equal(done.code, 0);
  await assert.rejects(readFile(join(data, 'kept'), 'utf8'), {
    code: 'ENOENT',
  });
});

test('reset leaves the data of a running portal alone', async () => {
  const data = join(folder, 'in-use');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'portal.pid'), String(process.pid));
  const { code, output } = await finish('scripts/reset.mjs', {
    args: ['--yes'],
    env: { PLUMBLINE_DATA: data },
  });
  assert.equal(code, 1);
  assert.match(output, /The portal is running/);
});
