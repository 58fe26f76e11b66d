/**
 * What each plugin package promises to others, as `report.api.md` beside it.
 * `node scripts/checks/api-reports.mjs` writes the reports;
 * with `--ci` it changes nothing and exits 1 when a report is out of date.
 */
import { root, runTool } from './runTool.mjs';
import { readWorkspaces } from './workspaces.mjs';

const isCheck = process.argv.includes('--ci');

const packages = readWorkspaces(root)
  .map(({ path }) => path)
  .filter(path => path.startsWith('plugins/'));

if (!runTool('tsc', ['-p', 'scripts/checks/tsconfig.api.json'])) {
  console.error('api-reports: the types of the plugins do not compile');
  process.exitCode = 1;
} else if (
  !runTool('backstage-repo-tools', [
    'api-reports',
    '--validate-release-tags',
    // A type derived from a schema is documented by the schema above it; and
    // our packages reach each other by their sources, which is no mistake.
    '--omit-messages',
    'ae-undocumented,ae-wrong-input-file-type',
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
