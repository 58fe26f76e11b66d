import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';

import { run } from '../bootstrap/run.mjs';

const JOB_TIMEOUT_MS = 180_000;
/** A checkout of this repository has the command on its path, a machine that runs a pipeline has not. */
const machinePath = (process.env.PATH ?? '')
  .split(delimiter)
  .filter(folder => !existsSync(join(folder, 'plumbline')));

/**
 * Runs jobs of a repository's `.gitlab-ci.yml` as a runner does: the very
 * commands, one job after the other in one checkout, with the programs of this
 * machine in the place of the jobs' images.
 *
 * @param {{ repository: string, scratch: string, kustomize: string, variables: Record<string, string> }} options
 *   kustomize: the command that builds an overlay here;
 *   variables: what the host's settings say, which is stronger than the file
 * @returns {Promise<(name: string, variables?: Record<string, string>) => Promise<{ code: number, output: string }>>}
 */
export async function createGitlabRunner(options) {
  const { repository, scratch, kustomize, variables } = options;
  const pipeline = parse(
    await readFile(join(repository, '.gitlab-ci.yml'), 'utf8'),
  );
  const commands = await mkdtemp(join(scratch, 'commands-'));
  await writeFile(
    join(commands, 'kustomize'),
    `#!/bin/sh\nshift\nexec ${kustomize} "$@"\n`,
    { mode: 0o755 },
  );
  const home = join(scratch, 'home');
  await mkdir(home, { recursive: true });

  return (name, ofRun = {}) => {
    const job = { ...pipeline[pipeline[name].extends], ...pipeline[name] };
    assert.ok(job.script?.length > 0, `${name} has a script`);
    const script = [...(job.before_script ?? []), ...job.script].join('\n');
    return run('sh', ['-e', '-c', script], {
      cwd: repository,
      signal: AbortSignal.timeout(JOB_TIMEOUT_MS),
      env: {
        // Last, as the real one may be there
        PATH: [...machinePath, commands].join(delimiter),
        HOME: home,
        ...CLOSED_NETWORK,
        ...pipeline.variables,
        ...job.variables,
        ...variables,
        ...ofRun,
      },
    });
  };
}

/** No scan may need more than this machine: a way out ends where nobody listens. */
const CLOSED_NETWORK = {
  ...Object.fromEntries(
    ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].map(name => [
      name,
      'http://127.0.0.1:9',
    ]),
  ),
  NO_PROXY: 'localhost,127.0.0.1',
  no_proxy: 'localhost,127.0.0.1',
};
