/**
 * What a drift check costs here, by hand with SciPy, with Evidently, and at
 * least: `node bench/drift/run.mjs [--rows 1000000,10000000] [--mixed 1000000]
 * [--no-evidently] [--json]`. See README.md.
 */
import '../../scripts/bootstrap/requireNode.mjs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap } from '../../scripts/bootstrap/all.mjs';
import { ensureCli } from '../../scripts/bootstrap/cli.mjs';
import { main } from '../../scripts/bootstrap/failure.mjs';
import { localDir } from '../../scripts/bootstrap/paths.mjs';
import { ensurePythonEnvironment } from '../../scripts/templates/pythonEnvironment.mjs';
import { spawnMeasured } from './spawnMeasured.mjs';
import { summarise } from './summary.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000,10000000' },
    mixed: { type: 'string', default: '1000000' },
    evidently: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const sizes = text =>
  text
    .split(',')
    .map(Number)
    .filter(rows => rows > 0);
const cases = [
  ...sizes(values.rows).map(rows => ({ shape: 'numeric', rows })),
  ...sizes(values.mixed).map(rows => ({ shape: 'mixed', rows })),
];
const say = text => process.stderr.write(`${text}\n`);

/** All contenders on the same two files, one after the other. */
async function measureCase({ shape, rows, node, env, cli, python, folder }) {
  const { generate, SHAPES } = await import('./generate.mjs');
  const file = name => join(folder, name);
  const [reference, current, types, profile] = [
    'reference.parquet',
    'current.parquet',
    'types.json',
    'profile.json',
  ].map(file);
  say(`${shape}, ${rows.toLocaleString('en')} rows a side: writing the files`);
  await generate({ shape, rows, file: reference, isCurrent: false });
  await generate({ shape, rows, file: current, isCurrent: true });
  await writeFile(types, JSON.stringify(SHAPES[shape].types));
  const measure = (name, args) => {
    say(`  ${name}`);
    return spawnMeasured({ python: join(python, 'python'), args, env });
  };
  const ours = (...args) => [node, cli, 'drift', ...args];
  const declared = ['--columns', types];
  const compare = ['--current', current, '--json'];
  const script = name => [
    join(python, 'python'),
    join(here, name),
    reference,
    current,
    types,
  ];
  const oneRow = file('one.csv');
  await writeFile(oneRow, 'x\n1\n');
  const result = {
    shape,
    rows,
    start: await measure('ours, start', [
      ...ours('compare', '--reference', oneRow, '--current', oneRow, '--json'),
    ]),
    floor: await measure('floor', [
      node,
      join(here, 'floor.mjs'),
      current,
      types,
    ]),
    profile: await measure('ours, profile of the baseline', [
      ...ours('profile', reference, '-o', profile, ...declared),
    ]),
    cached: await measure('ours, baseline cached', [
      ...ours('compare', '--reference', profile, ...compare),
    ]),
    both: await measure('ours, with the baseline', [
      ...ours('compare', '--reference', reference, ...compare, ...declared),
    ]),
    exact: await measure('ours, exact', [
      ...ours('compare', '--reference', reference, ...compare, ...declared),
      '--exact',
    ]),
    scipy: await measure('pandas + SciPy', script('scipy_peer.py')),
  };
  if (values.evidently) {
    result.evidently = await measure('Evidently', script('evidently_peer.py'));
  }
  return result;
}

await main(async () => {
  const { node, env } = await bootstrap();
  const cli = await ensureCli({ node, env });
  say('Installing SciPy and Evidently, unless that is done');
  const python = await ensurePythonEnvironment([
    join(here, 'requirements.lock'),
  ]);
  const results = [];
  for (const { shape, rows } of cases) {
    const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
    try {
      results.push(
        await measureCase({ shape, rows, node, env, cli, python, folder }),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
  const report = {
    machine: { processor: cpus()[0]?.model, threads: 1 },
    results,
  };
  await mkdir(join(localDir, 'bench'), { recursive: true });
  await writeFile(
    join(localDir, 'bench', 'drift.json'),
    `${JSON.stringify(report, undefined, 2)}\n`,
  );
  process.stdout.write(
    values.json
      ? `${JSON.stringify(report, undefined, 2)}\n`
      : summarise(results),
  );
});
