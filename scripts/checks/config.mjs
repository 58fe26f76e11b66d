/**
 * Whether the configuration files say only what the packages understand.
 * `node scripts/checks/config.mjs` checks local mode and production, with
 * stand-ins for what comes from the environment; a misspelt key is named.
 * `--config <file>` checks that file on top of app-config.yaml instead.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { root, runTool } from './runTool.mjs';

const LOCAL = 'app-config.yaml';
const PRODUCTION = 'app-config.production.yaml';

/** A value for every variable that a file requires, so that it can be read without secrets. */
function standIns(files) {
  const text = files.map(file => readFileSync(resolve(root, file), 'utf8'));
  const names = text.flatMap(content =>
    [...content.matchAll(/(?<!\$)\$\{(\w+)\}/g)].map(match => match[1]),
  );
  return Object.fromEntries(
    names.map(name => [
      name,
      name.endsWith('_URL') ? 'https://portal.example.org' : 'stand-in',
    ]),
  );
}

const withFiles = files => files.flatMap(file => ['--config', file]);

/** Whether the packages' schemas accept the files, as the backend merges them. */
function isUnderstood(files) {
  return runTool(
    'backstage-cli',
    ['config:check', '--strict', ...withFiles(files)],
    { ...process.env, ...standIns(files) },
  );
}

/** The configuration as the backend merges it. */
function readMerged(files) {
  const text = execFileSync(
    process.execPath,
    [
      join(root, 'node_modules/.bin/backstage-cli'),
      'config:print',
      '--format=json',
      '--with-secrets',
      ...withFiles(files),
    ],
    { cwd: root, env: { ...process.env, ...standIns(files) } },
  );
  return JSON.parse(text);
}

/** What must not be true of a portal that others reach. */
export function findUnsafe(config) {
  const { providers = {}, environment } = config.auth ?? {};
  return [
    providers.guest && 'auth.providers.guest: guest sign-in is on',
    !providers.oidc && 'auth.providers.oidc: nobody can sign in',
    environment !== 'production' && 'auth.environment: is not production',
    config.backend?.database?.client !== 'pg' &&
      'backend.database.client: is not pg',
    !config.permission?.enabled &&
      'permission.enabled: everybody may do everything',
    !config.scaffolder?.taskRecovery?.enabled &&
      'scaffolder.taskRecovery.enabled: a run that was cut off is lost',
  ].filter(Boolean);
}

function main() {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  const layerings = values.config
    ? [[LOCAL, values.config]]
    : [[LOCAL], [LOCAL, PRODUCTION]];

  let isFine = true;
  for (const files of layerings) {
    const name = files.join(' + ');
    if (!isUnderstood(files)) {
      console.error(`config: ${name}: the key above is not understood`);
      isFine = false;
    }
  }
  if (isFine && !values.config) {
    for (const problem of findUnsafe(readMerged([LOCAL, PRODUCTION]))) {
      console.error(`config: ${PRODUCTION}: ${problem}`);
      isFine = false;
    }
  }
  if (isFine) {
    console.log('config: every key is understood');
  }
  process.exitCode = isFine ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main();
}
