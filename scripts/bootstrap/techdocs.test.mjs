import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';

import { root } from './paths.mjs';

const execute = promisify(execFile);
let folder;
let env;

/** Runs statements in a checkout of its own, where none of our environments is. */
async function runInCheckout(statements) {
  const { stdout } = await execute(
    process.execPath,
    ['--preserve-symlinks', '--input-type=module', '-e', statements],
    { cwd: join(folder, 'checkout'), env },
  );
  return stdout;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-techdocs-'));
  env = { PATH: join(folder, 'bin'), PLUMBLINE_DATA: join(folder, 'data') };
  await mkdir(env.PATH);
  for (const program of ['cat', 'mkdir']) {
    const { stdout } = await execute('/bin/sh', [
      '-c',
      `command -v ${program}`,
    ]);
    await symlink(stdout.trim(), join(env.PATH, program));
  }
  await mkdir(join(env.PLUMBLINE_DATA, 'techdocs'), { recursive: true });
  await mkdir(join(folder, 'checkout', 'scripts'), { recursive: true });
  await symlink(
    join(root, 'scripts/bootstrap'),
    join(folder, 'checkout/scripts/bootstrap'),
  );
});
after(() => rm(folder, { recursive: true, force: true }));

test('without Python a docs page says what to install, until MkDocs is there', async () => {
  const techdocs = JSON.parse(
    await runInCheckout(
      `const { ensureTechDocs } = await import('./scripts/bootstrap/techdocs.mjs');
       console.log(JSON.stringify(await ensureTechDocs()));`,
    ),
  );
  assert.equal(techdocs.isAvailable, false);

  const site = join(folder, 'site');
  await execute(join(techdocs.bin, 'mkdocs'), ['build', '-d', site, '-v'], {
    env,
  });
  assert.match(
    await readFile(join(site, 'index.html'), 'utf8'),
    /apt install python3-venv/,
  );
  JSON.parse(await readFile(join(site, 'techdocs_metadata.json'), 'utf8'));

  // As after an installation: the environment and its stamp are there
  await runInCheckout(
    `const { mkdir, writeFile } = await import('node:fs/promises');
     const { fingerprint, writeStamp } = await import('./scripts/bootstrap/fingerprint.mjs');
     const { ensureTechDocs } = await import('./scripts/bootstrap/techdocs.mjs');
     await mkdir('.local/techdocs/bin', { recursive: true });
     await writeFile('.local/techdocs/bin/mkdocs', '#!/bin/sh\\n', { mode: 0o755 });
     await writeStamp('techdocs', fingerprint(['scripts/bootstrap/techdocs-requirements.txt']));
     await ensureTechDocs();`,
  );
  assert.equal(
    existsSync(join(env.PLUMBLINE_DATA, 'techdocs')),
    false,
    'pages without documentation are built anew',
  );
});
