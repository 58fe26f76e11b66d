/**
 * What reading a report costs beside `JSON.parse` of the same file:
 * `node bench/scans/parse.mjs [--sizes 20,200] [--shapes sarif,grype,trivy] [--json]`.
 * See README.md.
 */
import '../../scripts/bootstrap/requireNode.mjs';
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { bootstrap } from '../../scripts/bootstrap/all.mjs';
import { main } from '../../scripts/bootstrap/failure.mjs';
import { root } from '../../scripts/bootstrap/paths.mjs';
import { generateReport, REPORT_SHAPES } from './reports.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const AIM = 0.35;
const MEGABYTE = 1e6;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '20,200' },
    shapes: { type: 'string', default: REPORT_SHAPES.join(',') },
    json: { type: 'boolean', default: false },
  },
});
const say = text => process.stderr.write(`${text}\n`);

/** The package as one file, as the command is bundled. */
async function bundle(folder) {
  const { build } = createRequire(join(root, 'packages/cli/package.json'))(
    'esbuild',
  );
  const outfile = join(folder, 'scansFormats.cjs');
  await build({
    entryPoints: [join(root, 'plugins/scans-formats/src/index.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
    logLevel: 'error',
  });
  return outfile;
}

async function readInProcess({ node, args }) {
  const { stdout } = await promisify(execFile)(
    node,
    ['--max-old-space-size=6144', join(here, 'parseOnce.mjs'), ...args],
    { maxBuffer: MEGABYTE },
  );
  return JSON.parse(stdout);
}

async function measure({ node, library, folder, shape, size }) {
  const file = join(folder, `${shape}-${size}.json`);
  say(`${shape}, ${size} MB`);
  await pipeline(
    Readable.from(generateReport({ shape, bytes: size * MEGABYTE })),
    createWriteStream(file),
  );
  const megabytes = (await stat(file)).size / MEGABYTE;
  const times = String(size > 50 ? 3 : 7);
  const rateOf = ({ seconds }) => megabytes / Math.min(...seconds);
  const json = await readInProcess({
    node,
    args: [library, file, 'json', times],
  });
  const report = await readInProcess({
    node,
    args: [library, file, 'report', times],
  });
  // Memory of one reading, not of several whose garbage nobody has to collect
  const once = await readInProcess({
    node,
    args: [library, file, 'report', '1'],
  });
  const jsonOnce = await readInProcess({
    node,
    args: [library, file, 'json', '1'],
  });
  await rm(file);
  return {
    shape,
    megabytes,
    findings: report.findings,
    jsonRate: rateOf(json),
    rate: rateOf(report),
    ratio: rateOf(report) / rateOf(json),
    findingsRate: report.findings / Math.min(...report.seconds),
    memoryMiB: once.memoryMiB,
    jsonMemoryMiB: jsonOnce.memoryMiB,
  };
}

const text = ({ shape, megabytes, ...found }) =>
  [
    `${shape.padEnd(6)} ${megabytes.toFixed(0).padStart(4)} MB`,
    `${found.findings.toLocaleString('en').padStart(8)} findings`,
    `${found.rate.toFixed(0).padStart(4)} MB/s of ${found.jsonRate.toFixed(0).padStart(4)}`,
    `${found.ratio.toFixed(2)} of JSON.parse (aim ≥ ${AIM}: ${found.ratio >= AIM ? 'met' : 'MISSED'})`,
    `${Math.round(found.findingsRate).toLocaleString('en').padStart(7)} findings/s`,
    `${found.memoryMiB.toFixed(0).padStart(5)} MiB (JSON.parse ${found.jsonMemoryMiB.toFixed(0)})`,
  ].join('  ');

await main(async () => {
  const { node } = await bootstrap();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  try {
    const library = await bundle(folder);
    const results = [];
    for (const size of values.sizes.split(',').map(Number)) {
      for (const shape of values.shapes.split(',')) {
        const result = await measure({ node, library, folder, shape, size });
        results.push(result);
        if (!values.json) {
          console.log(text(result));
        }
      }
    }
    if (values.json) {
      console.log(JSON.stringify(results, undefined, 2));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
