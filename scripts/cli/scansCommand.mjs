import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

import { root } from '../bootstrap/paths.mjs';
import { runPlumbline } from './runPlumbline.mjs';

/**
 * `plumbline scans` as a person runs it, in a temporary folder that holds its
 * files and its key.
 */
export async function createScansCommand() {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-scans-'));
  const at = name => join(folder, name);

  /** The command; builds it if need be. */
  const scans = (args, env) =>
    runPlumbline(['scans', ...args], {
      env: { XDG_STATE_HOME: at('state'), ...env },
    });

  // What is said while it is built is in no answer of a test
  await scans(['--help']);

  return {
    folder,
    at,
    scans,

    /** Writes a file; what is neither text nor bytes becomes JSON. */
    save: (name, content) =>
      writeFile(
        at(name),
        typeof content === 'string' || Buffer.isBuffer(content)
          ? content
          : JSON.stringify(content),
      ),

    /** The same without looking whether the command is built, which costs as much as a small report. */
    scansAgain: args =>
      new Promise(resolve => {
        execFile(
          process.execPath,
          [join(root, 'packages/cli/bin/plumbline'), 'scans', ...args],
          {
            env: { ...process.env, XDG_STATE_HOME: at('state') },
            maxBuffer: 64 * 1024 * 1024,
          },
          (error, stdout, stderr) =>
            resolve({ code: error ? error.code : 0, stdout, stderr }),
        );
      }),

    /** The document of a command that ends with a code. */
    async documentOf(args, expectedCode = 0, env = {}) {
      const { code, stdout, stderr } = await scans([...args, '--json'], env);
      assert.equal(code, expectedCode, stderr);
      return JSON.parse(stdout);
    },

    /** The reason on stderr of a command that refuses its input. */
    async refusalOf(args, env) {
      const { code, stdout, stderr } = await scans(args, env);
      assert.equal(code, 2, `${stdout}${stderr}`);
      assert.equal(stdout, '');
      assert.doesNotMatch(stderr, /\n\s+at /, 'no stack trace');
      return stderr.trim();
    },

    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
