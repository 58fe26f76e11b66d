/**
 * What each plugin package promises to others, as `report.api.md` beside it.
 * `node scripts/checks/api-reports.mjs` writes the reports;
 * with `--ci` it changes nothing and exits 1 when a report is out of date.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readWorkspaces } from './workspaces.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const isCheck = process.argv.includes('--ci');

function run(tool, args) {
  const { status, error } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.resolve(tool)), ...args],
    { cwd: root, stdio: 'inherit' },
  );
  if (error) {
    throw error;
  }
  return status === 0;
}

const packages = readWorkspaces(root)
  .map(({ path }) => path)
  .filter(path => path.startsWith('plugins/'));

if (!run('typescript/bin/tsc', ['-p', 'scripts/checks/tsconfig.api.json'])) {
  console.error('api-reports: the types of the plugins do not compile');
  process.exitCode = 1;
} else if (
  !run('@backstage/repo-tools/bin/backstage-repo-tools', [
    'api-reports',
    '--validate-release-tags',
    ...(isCheck ? ['--ci'] : []),
    ...packages,
  ])
) {
  console.error(
    isCheck
      ? 'api-reports: a report above is out of date; run `npm run api-reports` and commit what it changes'
      : 'api-reports: an export above needs attention',
  );
  process.exitCode = 1;
} else {
  console.log(`api-reports: ${packages.length} packages keep their promise`);
}
