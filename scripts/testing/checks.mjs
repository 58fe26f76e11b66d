const CLI = 'node_modules/@backstage/cli/bin/backstage-cli';

/** Rules that tools check on every run, cheapest first; `args` are given to Node in the root. */
export const checks = [
  { name: 'Layers and families', args: ['scripts/checks/layers.mjs'] },
  { name: 'Architecture picture', args: ['scripts/checks/architecture.mjs'] },
  {
    name: 'Formatting',
    args: [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level',
      'warn',
      '.',
    ],
  },
  { name: 'Duplicate code', args: ['scripts/checks/duplicates.mjs'] },
  {
    name: 'Unused exports and dependencies',
    args: ['scripts/checks/knip.mjs'],
  },
  {
    name: 'Types',
    args: [
      'node_modules/typescript/bin/tsc',
      '--noEmit',
      '--incremental',
      'false',
    ],
  },
  { name: 'API reports', args: ['scripts/checks/api-reports.mjs', '--ci'] },
  { name: 'Lint', args: [CLI, 'repo', 'lint', '--max-warnings', '0'] },
  { name: 'Configuration', args: ['scripts/checks/config.mjs'] },
];
