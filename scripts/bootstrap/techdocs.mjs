import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { explainInstallFailure } from './failure.mjs';
import { fingerprint, isStamped, writeStamp } from './fingerprint.mjs';
import { dataDir, localDir, root } from './paths.mjs';
import { findProgram, hasProgram } from './programs.mjs';
import { step } from './progress.mjs';
import { run } from './run.mjs';

const REQUIREMENTS = 'scripts/bootstrap/techdocs-requirements.txt';

/** Left in the data folder by the substitute: docs were built without MkDocs and have to be built anew. */
const MARKER = 'docs-without-mkdocs';

/** What stands in for mkdocs where there is no Python: a site of one page that says what to install. */
const SUBSTITUTE = `#!/bin/sh
site=
while [ $# -gt 0 ]; do
  case "$1" in -d | --site-dir) site=$2; shift ;; esac
  shift
done
[ -n "$site" ] || exit 1
mkdir -p "$site"
cat > "$site/index.html" <<'PAGE'
<!doctype html>
<html lang="en">
<head><title>Documentation</title></head>
<body><article>
<h1>This documentation is not built yet</h1>
<p>It is built by MkDocs, which needs Python 3.10 or newer with its venv module. Install it and start the portal again:</p>
<ul>
<li>Debian, Ubuntu: <code>apt install python3-venv</code></li>
<li>macOS: <code>brew install python</code></li>
</ul>
<p>Everything else in the portal works without it.</p>
</article></body>
</html>
PAGE
echo '{"site_name":"Documentation","site_description":""}' > "$site/techdocs_metadata.json"
: > "$PLUMBLINE_DATA/${MARKER}"
echo 'MkDocs is missing: install Python 3.10 or newer with venv and start the portal again.'
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
  // A checkout that was moved and a Python that was removed leave one that does not run
  if (
    hasProgram(join(bin, 'mkdocs')) &&
    (await isStamped('techdocs', wanted))
  ) {
    await forgetSubstitutes();
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
  await forgetSubstitutes();
  return { bin, isAvailable: true };
}

async function forgetSubstitutes() {
  const marker = join(dataDir, MARKER);
  if (existsSync(marker)) {
    await rm(join(dataDir, 'techdocs'), { recursive: true, force: true });
    await rm(marker);
  }
}

async function writeSubstitute() {
  const folder = join(localDir, 'no-mkdocs');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'mkdocs'), SUBSTITUTE);
  await chmod(join(folder, 'mkdocs'), 0o755);
  return folder;
}
