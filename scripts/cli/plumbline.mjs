import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { root } from '../bootstrap/paths.mjs';

const requireFromReader = createRequire(
  join(root, 'plugins/drift-node/package.json'),
);

/**
 * Runs the command as a person does in a clone.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, onStart?: (child: import('node:child_process').ChildProcess) => void, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<{ code: number | null, signal: string | null, stdout: string, stderr: string }>}
 */
export function plumbline(args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(root, 'scripts/plumbline.mjs'), ...args],
      {
        cwd: options.cwd ?? root,
        env: { ...process.env, INIT_CWD: undefined, ...options.env },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', data => {
      stdout += data;
    });
    child.stderr.on('data', data => {
      stderr += data;
      options.onOutput?.(stderr);
    });
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({ code, signal, stdout, stderr }),
    );
    options.onStart?.(child);
  });
}

/** Runs a command that has to succeed and prints JSON. */
export async function plumblineJson(args, options) {
  const { code, stdout, stderr } = await plumbline(
    [...args, '--json'],
    options,
  );
  if (code !== 0) {
    throw new Error(
      `plumbline ${args.join(' ')} ended with ${code}: ${stderr}`,
    );
  }
  return JSON.parse(stdout);
}

/** Runs SQL statements in DuckDB, to make files of rows. */
export async function runSql(statements) {
  const { DuckDBInstance } = requireFromReader('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    for (const statement of statements) {
      await connection.run(statement);
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const ARCHIVE = join(root, '../shared/fixtures/drift.tar.gz');

/** Why the published values cannot be compared, if so. */
export const missingFixtures = existsSync(ARCHIVE)
  ? false
  : '../shared/fixtures/drift.tar.gz is absent';

/** Unpacks the published data below a folder; answers where it lies. */
export function unpackFixtures(folder) {
  execFileSync('tar', ['xzf', ARCHIVE, '-C', folder]);
  return join(folder, 'drift');
}
