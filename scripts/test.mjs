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
import { DATA_ABSENT, readTapCounts } from './testing/tapCounts.mjs';

const USAGE = `npm test                       everything
npm test -- checks unit        some of: checks, unit, scripts, templates, e2e
npm test -- e2e --name recovery   end-to-end files whose name holds the word

PLUMBLINE_REQUIRE_ALL=1        a missing optional part fails instead of being skipped
`;

/** More failed suites than this are no accident. */
const MAX_SECOND_TRIES = 3;
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
        'scripts/{bootstrap,checks,cli,testing,templates}/**/*.test.mjs',
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
      await runNodeTests(
        'End to end',
        context,
        [`scripts/e2e/*${onlyName ?? ''}*.test.mjs`],
        { tries: 2 },
      );
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
  const suites = await step('Unit tests', async say =>
    runJest({ node, env, say, patterns: [] }),
  );
  if (suites.size === 0) {
    add({ passed: 0, failed: 1, skipped: 0 });
    return;
  }
  const failed = [...suites.values()].filter(isFailed);
  for (const suite of failed) {
    process.stdout.write(`\n✖ ${suite.name}\n${suite.message}\n`);
  }
  if (failed.length > 0 && failed.length <= MAX_SECOND_TRIES) {
    // On a busy machine a test can miss its time; what is broken fails again
    const again = await step('Failed suites, once more', async say =>
      runJest({ node, env, say, patterns: failed.map(({ name }) => name) }),
    );
    for (const suite of again.values()) {
      suites.set(suite.name, suite);
      if (!isFailed(suite)) {
        process.stdout.write(`    ⚠ unsteady: ${suite.name}\n`);
      }
    }
  }
  const tests = [...suites.values()].flatMap(suite => suite.assertionResults);
  const count = (...states) =>
    tests.filter(({ status }) => states.includes(status)).length;
  const skipped = count('pending', 'todo');
  const withoutData = tests.filter(
    ({ status, fullName }) =>
      status === 'pending' && fullName.includes(DATA_ABSENT),
  ).length;
  printSkipped(
    tests
      .filter(({ status }) => status === 'pending')
      .map(({ fullName }) => fullName),
  );
  // A suite that could not even be loaded has no test that failed
  const broken = [...suites.values()].filter(
    suite =>
      isFailed(suite) &&
      suite.assertionResults.every(({ status }) => status !== 'failed'),
  ).length;
  add({
    passed: count('passed'),
    failed: count('failed') + broken + (isStrict ? skipped - withoutData : 0),
    skipped: isStrict ? withoutData : skipped,
  });
}

function isFailed(suite) {
  return suite.status === 'failed';
}

/** Runs Jest; answers its suites by file, none when it did not get that far. */
async function runJest({ node, env, say, patterns }) {
  const report = join(localDir, 'jest.json');
  await mkdir(localDir, { recursive: true });
  await rm(report, { force: true });
  const { output } = await run(
    node,
    [
      'node_modules/@backstage/cli/bin/backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--maxWorkers=2',
      '--json',
      `--outputFile=${report}`,
      ...patterns,
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
  );
  const result = await readFile(report, 'utf8').then(
    JSON.parse,
    () => undefined,
  );
  if (!result || result.numTotalTests === 0) {
    process.stdout.write(`${output.split('\n').slice(-60).join('\n')}\n`);
    return new Map();
  }
  return new Map(result.testResults.map(suite => [suite.name, suite]));
}

/** Like the unit tests, a stage that drives a whole portal gets a second try, and says so. */
async function runNodeTests(title, context, patterns, { tries = 1 } = {}) {
  let counts = await runNodeTestsOnce(title, context, patterns);
  if (counts.failed > 0 && tries > 1) {
    process.stdout.write(`    ⚠ unsteady or broken: once more\n`);
    counts = await runNodeTestsOnce(title, context, patterns);
  }
  add(counts);
}

async function runNodeTestsOnce(title, { node, env }, patterns) {
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
    counts.failed += counts.skipped - counts.withoutData;
    counts.skipped = counts.withoutData;
  }
  return counts;
}

function printSkipped(names) {
  for (const name of names) {
    process.stdout.write(`    ○ skipped: ${name}\n`);
  }
}
