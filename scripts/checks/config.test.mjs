import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findUnsafe } from './config.mjs';
import { root } from './runTool.mjs';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('a misspelt key is named with the place where it stands', () => {
  const file = join(folder, 'app-config.misspelt.yaml');
  writeFileSync(file, 'gitHost:\n  maxPushSise: 5MiB\n');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['scripts/checks/config.mjs', '--config', file],
    { cwd: root, encoding: 'utf8' },
  );
  assert.equal(status, 1);
  assert.match(
    stdout + stderr,
    /additionalProperty=maxPushSise.* at \/gitHost/,
  );
});

const safe = {
  auth: { environment: 'production', providers: { oidc: {} } },
  backend: { database: { client: 'pg' } },
  permission: { enabled: true },
  scaffolder: { taskRecovery: { enabled: true } },
};

test('a production configuration that is safe passes', () => {
  assert.deepEqual(findUnsafe(safe), []);
});

for (const [key, change] of [
  [
    'auth.providers.guest',
    { auth: { ...safe.auth, providers: { oidc: {}, guest: {} } } },
  ],
  ['auth.providers.oidc', { auth: { ...safe.auth, providers: {} } }],
  ['auth.environment', { auth: { providers: { oidc: {} } } }],
  [
    'backend.database.client',
    { backend: { database: { client: 'better-sqlite3' } } },
  ],
  ['permission.enabled', { permission: undefined }],
  ['scaffolder.taskRecovery.enabled', { scaffolder: {} }],
]) {
  test(`a production configuration is refused over ${key}`, () => {
    const problems = findUnsafe({ ...safe, ...change });
    assert.equal(problems.length, 1);
    assert.ok(problems[0].startsWith(`${key}: `));
  });
}
