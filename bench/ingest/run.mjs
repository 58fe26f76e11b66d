/**
 * Predictions that one core takes over HTTP, against the floor: what the same
 * core needs to parse the same lines as JSON and drop them.
 *
 *   node bench/ingest/run.mjs [--batches 100] [--rows 10000] [--json]
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { readGuestToken, waitFor } from '../../scripts/e2e/api.mjs';
import { createPortal } from '../../scripts/e2e/portal.mjs';
import { lastHour, makeBatch, monitorDocument } from './batches.mjs';

const AIM = 100_000;
/** Batches that are in flight at once. */
const PARALLEL = 4;
/** Different batches; they are sent again under other keys. */
const DISTINCT = 10;
const TICKS_PER_SECOND = 100;

const { values } = parseArgs({
  options: {
    batches: { type: 'string', default: '100' },
    rows: { type: 'string', default: '10000' },
    json: { type: 'boolean', default: false },
  },
});
const batches = Number(values.batches);
const rows = Number(values.rows);

/** CPU seconds of a process, all threads. */
async function readCpuSeconds(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU seconds for parsing the lines of a file so many times, and nothing else. */
function measureFloor(file, times) {
  const program = `
    const { readFileSync } = require('node:fs');
    const bytes = readFileSync(process.argv[1]);
    const before = process.cpuUsage();
    let fields = 0;
    for (let time = 0; time < ${times}; time += 1) {
      for (const line of bytes.toString('utf8').split('\\n')) {
        if (line !== '') fields += JSON.parse(line).age;
      }
    }
    const { user, system } = process.cpuUsage(before);
    console.log((user + system) / 1e6, fields > 0);`;
  const { stdout } = spawnSync(process.execPath, ['-e', program, file], {
    encoding: 'utf8',
  });
  return Number(stdout.split(' ')[0]);
}

const portal = await createPortal();
try {
  await portal.start();
  const pid = await portal.backendPid();
  const token = await readGuestToken(portal.url);
  const headers = { authorization: `Bearer ${token}` };
  const drift = `${portal.url}/api/drift`;
  const monitor = await waitFor('the monitor', 120_000, async () => {
    const response = await fetch(`${drift}/monitors`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ document: monitorDocument('bench') }),
    });
    return response.status === 201 ? response.json() : undefined;
  });
  const hour = lastHour(Date.now());
  const bodies = Array.from({ length: DISTINCT }, (_, index) =>
    makeBatch({ prefix: `b${index}`, rows, hour }),
  );
  const send = async (key, body) => {
    const response = await fetch(
      `${drift}/monitors/${monitor.id}/predictions`,
      {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/x-ndjson',
          'idempotency-key': key,
        },
        body,
      },
    );
    if (response.status !== 201) {
      throw new Error(`${response.status} ${await response.text()}`);
    }
  };

  // The samples are judged and the code is warm before anything is measured
  await waitFor('the samples', 240_000, async () => {
    const { items } = await (
      await fetch(`${drift}/monitors`, { headers })
    ).json();
    return items.some(({ status }) => status === 'warn') || undefined;
  });
  for (let batch = 0; batch < DISTINCT; batch += 1) {
    await send(`warm-${batch}`, bodies[batch]);
  }

  const idleBefore = await readCpuSeconds(pid);
  await new Promise(resolve => setTimeout(resolve, 5000));
  const idlePerSecond = ((await readCpuSeconds(pid)) - idleBefore) / 5;

  const cpuBefore = await readCpuSeconds(pid);
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      while (next < batches) {
        const batch = next;
        next += 1;
        await send(`batch-${batch}`, bodies[batch % DISTINCT]);
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  const cpuSeconds = (await readCpuSeconds(pid)) - cpuBefore;

  const file = join(tmpdir(), `plumbline-bench-${process.pid}.ndjson`);
  await writeFile(file, bodies[0]);
  const floorSeconds = measureFloor(file, batches);

  const total = batches * rows;
  const result = {
    rows: total,
    bytesPerRow: Math.round(bodies[0].length / rows),
    perSecondAndCore: Math.round(total / cpuSeconds),
    perSecond: Math.round(total / seconds),
    idleCpuShare: Number(idlePerSecond.toFixed(3)),
    floorPerSecondAndCore: Math.round(total / floorSeconds),
    timesFloor: Number((cpuSeconds / floorSeconds).toFixed(1)),
  };
  if (values.json) {
    console.log(JSON.stringify(result, undefined, 2));
  } else {
    const number = value => value.toLocaleString('en');
    console.log(
      [
        `${number(total)} predictions of 13 fields (${result.bytesPerRow} bytes) in batches of ${number(rows)}, on disk when acknowledged`,
        `taken per second and core  ${number(result.perSecondAndCore)}  (aim ${number(AIM)}: ${result.perSecondAndCore >= AIM ? 'met' : 'MISSED'})`,
        `taken per second           ${number(result.perSecond)}`,
        `floor: JSON.parse alone    ${number(result.floorPerSecondAndCore)} per second and core; we need ${result.timesFloor} times its CPU`,
        `backend when idle          ${(100 * idlePerSecond).toFixed(1)} % of a core`,
      ].join('\n'),
    );
  }
} finally {
  await portal.remove();
}
