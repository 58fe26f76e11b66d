import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { Failure, explainInstallFailure } from './failure.mjs';
import { localDir } from './paths.mjs';
import { hasProgram } from './programs.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

/** The Node that the portal runs on, where the machine's own is another major version. */
const NODE_VERSION = '24.21.0';

/**
 * The path of a Node 24: the one that runs this script, or one installed from
 * the npm registry into `.local/node`.
 *
 * @returns {Promise<string>}
 */
export async function ensureNode() {
  if (process.versions.node.startsWith('24.')) {
    return process.execPath;
  }
  const prefix = join(localDir, 'node', NODE_VERSION);
  const os = process.platform === 'win32' ? 'win' : process.platform;
  const packageName = `node-${os}-${process.arch}`;
  const binary = join(
    prefix,
    'node_modules',
    packageName,
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (!hasProgram(binary)) {
    await step(
      `Fetching Node ${NODE_VERSION} (this machine has ${process.version})`,
      async () => {
        await mkdir(prefix, { recursive: true });
        // An own package.json keeps npm from looking for one further up
        await writeFile(join(prefix, 'package.json'), '{"private":true}\n');
        const { code, output } = await run(
          'npm',
          [
            'install',
            '--no-audit',
            '--no-fund',
            '--loglevel=error',
            `${packageName}@${NODE_VERSION}`,
          ],
          { cwd: prefix },
        );
        if (/E404|ETARGET|EBADPLATFORM/.test(output)) {
          throw new Failure(
            `There is no ready-made Node ${NODE_VERSION} for ${process.platform} on ${process.arch}.`,
            'Install Node 24 yourself (https://nodejs.org) and start again.',
          );
        }
        if (code !== 0) {
          throw explainInstallFailure(`Fetching Node ${NODE_VERSION}`, output);
        }
        if (!hasProgram(binary)) {
          throw new Failure(
            `The ready-made Node ${NODE_VERSION} does not run on this machine.`,
            'Install Node 24 yourself (https://nodejs.org) and start again.',
          );
        }
      },
    );
  }
  return binary;
}

/**
 * The environment in which everything else runs: our Node first on the path,
 * and no setting that points native builds at another Node's headers.
 *
 * @param {string} node
 */
export function environmentFor(node) {
  const env = { ...process.env };
  env.PATH = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${env.PATH ?? ''}`;
  // Company networks put their own authority into the system's store
  env.NODE_OPTIONS = `${env.NODE_OPTIONS ?? ''} --use-system-ca`.trim();
  delete env.npm_config_nodedir;
  // npm sets these for its scripts; they would change what yarn and jest do
  delete env.npm_config_prefix;
  delete env.INIT_CWD;
  return env;
}
