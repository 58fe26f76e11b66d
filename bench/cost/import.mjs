/**
 * What reading a bill costs, against DuckDB reading the same file. See README.md.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { spawnMeasured } from '../drift/spawnMeasured.mjs';
import { generateBill } from './generate.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const command = join(here, '../../packages/cli/bin/plumbline');
const MIB = 2 ** 20;
/** Aims: the rate against the bare read, and the memory of all processes. */
const AIM_RATIO = 0.5;
const AIM_BYTES = 500e6;

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1000' },
    file: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});

const measure = args =>
  spawnMeasured({ python: 'python3', args, env: process.env });
const imported = file =>
  measure([
    process.execPath,
    command,
    'cost',
    'import',
    file,
    '--dry-run',
    '--json',
  ]);
const readBy = (mode, file) =>
  measure([process.execPath, join(here, 'readOnce.mjs'), mode, file]);

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
try {
  const file = values.file ?? join(folder, 'bill.csv');
  if (!values.file) {
    await generateBill(file, Number(values.megabytes));
  }
  const small = join(folder, 'small.csv');
  writeFileSync(
    small,
    'BilledCost,ChargeCategory,BillingCurrency,ChargePeriodStart\n1,Usage,EUR,2026-05-01\n',
  );
  const results = {
    start: await imported(small),
    count: await readBy('count', file),
    'bare, memory': await readBy('table', file),
    'bare, disk': await readBy('disk', file),
    ours: await imported(file),
  };
  const { size } = statSync(file);
  const { start, ours } = results;
  const bare = results['bare, memory'];
  const ratio = {
    wall: bare.wallSeconds / (ours.wallSeconds - start.wallSeconds),
    cpu: bare.cpuSeconds / (ours.cpuSeconds - start.cpuSeconds),
  };
  if (values.json) {
    const told = Object.entries(results).map(([name, result]) => {
      const { answer, ...cost } = result;
      return [name, cost];
    });
    console.log(
      JSON.stringify({ bytes: size, ratio, ...Object.fromEntries(told) }),
    );
  } else {
    console.log(
      `a bill of ${Math.round(size / MIB)} MiB, one thread of DuckDB`,
    );
    for (const [name, result] of Object.entries(results)) {
      console.log(
        result.failure === undefined
          ? `${name.padEnd(14)}${result.wallSeconds.toFixed(1).padStart(7)} s${result.cpuSeconds.toFixed(1).padStart(8)} s CPU${(result.peakBytes / 1e6).toFixed(0).padStart(7)} MB`
          : `${name.padEnd(14)} failed: ${result.failure}`,
      );
    }
    const says = (isMet, aim) => `(aim ${aim}: ${isMet ? 'met' : 'missed'})`;
    console.log(
      `rate against the bare read  ${ratio.cpu.toFixed(2)} by CPU ${says(ratio.cpu >= AIM_RATIO, AIM_RATIO)}, ${ratio.wall.toFixed(2)} by the clock`,
    );
    console.log(
      `memory of all processes     ${(ours.peakBytes / 1e6).toFixed(0)} MB ${says(ours.peakBytes <= AIM_BYTES, '500 MB')}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
