/**
 * Findings in PostgreSQL: a large report in, the same again, and pages over a
 * million findings.
 *
 *   node bench/scans/store.mjs [--megabytes 150] [--findings 1000000]
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import {
  findPostgres,
  startPostgres,
} from '../../scripts/testing/postgres.mjs';
import { generateReport } from './reports.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '150' },
    findings: { type: 'string', default: '1000000' },
  },
});

const bin = findPostgres();
if (!bin) {
  process.stderr.write('✖ PostgreSQL is missing: install it first.\n');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const postgres = await startPostgres(bin);
try {
  const report = join(folder, 'report.sarif');
  const bytes = Number(values.megabytes) * 1e6;
  await pipeline(
    Readable.from(generateReport({ shape: 'sarif', bytes })),
    createWriteStream(report),
  );
  const { status } = spawnSync(
    process.execPath,
    [
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      join(root, 'bench/scans/storeOnce.cjs'),
      postgres.url,
      report,
      values.findings,
    ],
    { stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
