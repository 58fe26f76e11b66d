import './bootstrap/requireNode.mjs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { bootstrap } from './bootstrap/all.mjs';
import { Failure, main } from './bootstrap/failure.mjs';
import { ensureFrontend } from './bootstrap/frontend.mjs';
import { localDir, root } from './bootstrap/paths.mjs';
import { step } from './bootstrap/progress.mjs';
import { run } from './bootstrap/run.mjs';
import { ensureTechDocs } from './bootstrap/techdocs.mjs';
import { checks } from './testing/checks.mjs';
import { findOptionalParts } from './testing/optionalParts.mjs';
import { startPostgres } from './testing/postgres.mjs';
import { readTapCounts } from './testing/tapCounts.mjs';

const USAGE = `npm test                       everything
npm test -- checks unit        some of: checks, unit, scripts, templates, e2e
npm test -- e2e --name recovery   end-to-end files whose name holds the word

PLUMBLINE_REQUIRE_ALL=1        a missing optional part fails instead of being skipped
`;

const STAGES = ['checks', 'unit', 'scripts', 'templates', 'e2e'];
const words = process.argv.slice(2);
if (words.includes('--help')) {
  process.stdout.write(USAGE);
  process.exit(0);
}
const nameAt = words.indexOf('--name');
const onlyName = nameAt >= 0 ? words.splice(nameAt, 2)[1] : undefined;
const unknown = words.find(word => !STAGES.includes(word));
const stages = words.length > 0 ? words : STAGES;
const isStrict = Boolean(process.env.PLUMBLINE_REQUIRE_ALL);

/** @type {{ passed: number, failed: number, skipped: number }} */
const total = { passed: 0, failed: 0, skipped: 0 };
const add = counts => {
  for (const key of Object.keys(total)) {
    total[key] += counts[key];
  }
};

await main(async () => {
  if (unknown) {
    throw new Failure(`There is no test stage "${unknown}".`, USAGE);
  }
  process.stdout.write('\nPlumbline tests\n');
  const { node, env } = await bootstrap();
  const parts = findOptionalParts();
  for (const [name, { at, install }] of Object.entries(parts)) {
    if (!at) {
      process.stdout.write(
        `  ○ ${name} is missing (${install}): tests that need it are skipped\n`,
      );
      if (isStrict) {
        total.failed += 1;
      }
    }
  }
  const context = {
    node,
    env: {
      ...env,
      CI: 'true',
      FORCE_COLOR: '0',
      NODE_OPTIONS: '--max-old-space-size=6144',
      PLUMBLINE_PARTS: Object.keys(parts)
        .filter(name => parts[name].at)
        .join(','),
    },
  };

  if (stages.includes('checks')) {
    await runChecks(context);
  }
  const postgres = parts.postgresql.at
    ? await startPostgres(parts.postgresql.at)
    : undefined;
  try {
    if (postgres) {
      context.env.PLUMBLINE_TEST_POSTGRES = postgres.url;
    }
    if (stages.includes('unit')) {
      await runUnitTests(context);
    }
    if (stages.includes('scripts')) {
      await runNodeTests('Commands and checks', context, [
        'scripts/*.test.mjs',
        'scripts/{bootstrap,checks,testing,templates}/**/*.test.mjs',
        'bench/**/*.test.mjs',
      ]);
    }
    if (stages.includes('templates')) {
      await runNodeTests('Generated repositories', context, [
        'templates/tests/*.test.mjs',
      ]);
    }
    if (stages.includes('e2e')) {
      await ensureFrontend(context);
      await ensureTechDocs();
      await runNodeTests('End to end', context, [
        `scripts/e2e/*${onlyName ?? ''}*.test.mjs`,
      ]);
    }
  } finally {
    await postgres?.stop();
  }
  process.stdout.write(
    `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`,
  );
  if (total.failed > 0) {
    process.exit(1);
  }
});

async function runChecks({ node, env }) {
  for (const { name, args } of checks) {
    let output = '';
    const isPassed = await step(name, async () => {
      const result = await run(node, args, { cwd: root, env });
      output = result.output;
      if (result.code !== 0) {
        throw new Error(output);
      }
    }).then(
      () => true,
      () => false,
    );
    if (!isPassed) {
      process.stdout.write(`${output.split('\n').slice(-80).join('\n')}\n`);
    }
    add({ passed: Number(isPassed), failed: Number(!isPassed), skipped: 0 });
  }
}

async function runUnitTests({ node, env }) {
  const report = join(localDir, 'jest.json');
  await mkdir(localDir, { recursive: true });
  await rm(report, { force: true });
  let output = '';
  await step('Unit tests', async say => {
    ({ output } = await run(
      node,
      [
        'node_modules/@backstage/cli/bin/backstage-cli',
        'repo',
        'test',
        '--watchAll=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${report}`,
      ],
      {
        cwd: root,
        env,
        onLine: line => {
          const file = line.match(/^(?:PASS|FAIL) (?:\S+ )?(\S+)/)?.[1];
          if (file) {
            say(file);
          }
        },
      },
    ));
  });
  const result = await readFile(report, 'utf8').then(
    JSON.parse,
    () => undefined,
  );
  if (!result || result.numTotalTests === 0) {
    process.stdout.write(`${output.split('\n').slice(-60).join('\n')}\n`);
    add({ passed: 0, failed: 1, skipped: 0 });
    return;
  }
  for (const suite of result.testResults) {
    if (suite.status === 'failed') {
      process.stdout.write(`\n✖ ${suite.name}\n${suite.message}\n`);
    }
  }
  const brokenSuites = result.testResults.filter(
    suite =>
      suite.status === 'failed' &&
      suite.assertionResults.every(test => test.status !== 'failed'),
  ).length;
  const skipped = result.numPendingTests + result.numTodoTests;
  printSkipped(
    result.testResults.flatMap(suite =>
      suite.assertionResults
        .filter(test => test.status === 'pending')
        .map(test => test.fullName),
    ),
  );
  add({
    passed: result.numPassedTests,
    failed: result.numFailedTests + brokenSuites + (isStrict ? skipped : 0),
    skipped: isStrict ? 0 : skipped,
  });
}

async function runNodeTests(title, { node, env }, patterns) {
  process.stdout.write(`  … ${title}\n`);
  const report = join(localDir, 'node-tests.tap');
  await mkdir(localDir, { recursive: true });
  await rm(report, { force: true });
  const { code, output } = await run(
    node,
    [
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=tap',
      `--test-reporter-destination=${report}`,
      ...patterns,
    ],
    {
      cwd: root,
      env,
      onLine: line => process.stdout.write(`    ${line}\n`),
    },
  );
  const counts = readTapCounts(await readFile(report, 'utf8').catch(() => ''));
  if (counts.passed + counts.failed === 0) {
    process.stdout.write(`  ✖ ${title}: no test ran\n${output.slice(-2000)}\n`);
    counts.failed += 1;
  } else if (code !== 0 && counts.failed === 0) {
    counts.failed += 1;
  }
  if (isStrict) {
    counts.failed += counts.skipped;
    counts.skipped = 0;
  }
  add(counts);
}

function printSkipped(names) {
  for (const name of names) {
    process.stdout.write(`    ○ skipped: ${name}\n`);
  }
}
