import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { explainInstallFailure } from './failure.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { localDir, root } from './paths.mjs';
import { findProgram } from './programs.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const REQUIREMENTS = 'scripts/bootstrap/techdocs-requirements.txt';

/** What stands in for mkdocs where there is no Python: the docs page shows what it prints. */
const SUBSTITUTE = `#!/bin/sh
echo 'Documentation is built by MkDocs, which needs Python 3.10 or newer with venv.' >&2
echo 'Install it (Debian: apt install python3-venv, macOS: brew install python) and start the portal again.' >&2
exit 1
`;

/**
 * The folder to put on the path so that `mkdocs` is found: a virtual
 * environment where Python 3 is there, otherwise a substitute that says what
 * to install. Everything but the docs pages works without it.
 *
 * @returns {Promise<{ bin: string, isAvailable: boolean }>}
 */
export async function ensureTechDocs() {
  const venv = join(localDir, 'techdocs');
  const bin = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');
  const wanted = fingerprint([REQUIREMENTS]);
  if (existsSync(bin) && (await isStamped('techdocs', wanted))) {
    return { bin, isAvailable: true };
  }
  const python = findProgram(
    ['python3', 'python'],
    ['-c', 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))'],
  );
  if (!python) {
    return { bin: await writeSubstitute(), isAvailable: false };
  }
  try {
    await step('Installing MkDocs for the docs pages', async () => {
      const commands = [
        [python, ['-m', 'venv', '--copies', '--clear', venv]],
        [
          join(bin, 'python'),
          [
            '-m',
            'pip',
            'install',
            '--quiet',
            '--disable-pip-version-check',
            '-r',
            join(root, REQUIREMENTS),
          ],
        ],
      ];
      for (const [command, args] of commands) {
        const { code, output } = await run(command, args);
        if (code !== 0) {
          throw explainInstallFailure('Installing MkDocs', output);
        }
      }
    });
  } catch (error) {
    // The portal is worth starting without its docs pages
    process.stdout.write(
      `    ${error.message.replaceAll('\n', '\n    ')}\n    The docs pages will say so; everything else works.\n`,
    );
    return { bin: await writeSubstitute(), isAvailable: false };
  }
  await writeStamp('techdocs', wanted);
  return { bin, isAvailable: true };
}

async function writeSubstitute() {
  const folder = join(localDir, 'no-mkdocs');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'mkdocs'), SUBSTITUTE);
  await chmod(join(folder, 'mkdocs'), 0o755);
  return folder;
}
