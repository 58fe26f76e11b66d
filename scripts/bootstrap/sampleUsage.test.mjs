import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { root } from './paths.mjs';
import { isSampleUsageConfigured, startSampleUsage } from './sampleUsage.mjs';

/** The bundler of the command. */
const { build } = createRequire(join(root, 'packages/cli/package.json'))(
  'esbuild',
);
const NOW = Date.parse('2026-03-15T13:00:00Z');
const SAMPLE = '${PLUMBLINE_SAMPLE_USAGE_URL:-http://127.0.0.1:9}';

let folder;
let sample;
let url;
let plugin;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-usage-'));
  sample = await startSampleUsage();
  url = sample.env.PLUMBLINE_SAMPLE_USAGE_URL;
  const outfile = join(folder, 'usage.cjs');
  const source = join(root, 'plugins/cost-backend/src');
  // What the plugin itself asks and makes of it
  await build({
    stdin: {
      contents: `
        export { PrometheusClient } from './usage/PrometheusClient';
        export { UsageReader } from './usage/UsageReader';
        export { adviseUsage } from './domain/usage/adviseUsage';
        export { formatAmount } from '@plumbline/backstage-plugin-cost-formats';`,
      resolveDir: source,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  plugin = createRequire(import.meta.url)(outfile);
});
after(async () => {
  await sample.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function advise() {
  const { PrometheusClient, UsageReader, adviseUsage } = plugin;
  const client = new PrometheusClient({
    id: 'sample',
    title: 'Sample',
    url,
    timeoutMs: 10_000,
  });
  const recorded = await new UsageReader(client).read({ nowMs: NOW, days: 7 });
  return adviseUsage(recorded, {
    cluster: 'cluster-eu',
    prices: { currency: 'EUR' },
  });
}

const ask = (path, query, init) =>
  fetch(`${url}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ query, time: String(NOW / 1000) }),
    ...init,
  });

test('every question of the plugin is answered, and nothing is lacking', async () => {
  const { drafts, lacks } = await advise();
  assert.deepEqual(lacks, []);
  const listOf = kind =>
    drafts
      .filter(draft => draft.advice.kind === kind)
      .map(({ kind: what, workload }) => `${what} ${workload.name}`);
  const suggested = listOf('suggestion');
  for (const expected of [
    'cpuRequest backend',
    'memoryRequest backend',
    'cpuRequest data-api',
    'cpuRequest stream-processor',
    'gpuIdle ml-backend',
    'volumeIdle orders-archive-2025',
    'volumeIdle notebook-scratch',
    'spot data-quality-jobs',
  ]) {
    assert.ok(suggested.includes(expected), expected);
  }
  const withheld = listOf('withheld');
  for (const expected of [
    'cpuRequest frontend',
    'cpuRequest data-processor',
    'memoryRequest stream-processor',
    'memoryRequest replenishment',
    'volumeIdle data-prometheus-0',
  ]) {
    assert.ok(withheld.includes(expected), expected);
  }
});

test('evidence, days and savings go together', async () => {
  const { drafts } = await advise();
  const { advice, measured, patch } = drafts.find(
    draft => draft.kind === 'cpuRequest' && draft.workload.name === 'backend',
  );
  assert.equal(advice.current, '2000m');
  assert.equal(advice.suggested, '620m');
  // 1.38 cores of three pods × 730 h × 0.035
  assert.equal(plugin.formatAmount(advice.savingPerMonth), '105.777');
  assert.match(patch, /cpu: 620m/);
  assert.equal(measured.requested, 2);
  assert.deepEqual(
    measured.days.map(({ day }) => day),
    [8, 9, 10, 11, 12, 13, 14].map(
      day => `2026-03-${String(day).padStart(2, '0')}`,
    ),
  );
  assert.equal(Math.max(...measured.days.map(({ value }) => value)), 0.617);
});

test('a volume of which nobody exports a price has no saving', async () => {
  const { drafts } = await advise();
  const savingOf = name =>
    drafts.find(({ workload }) => workload.name === name).advice.savingPerMonth;
  assert.equal(savingOf('notebook-scratch'), undefined);
  assert.ok(savingOf('orders-archive-2025') > 0n);
});

test('an answer holds the namespaces that were asked for', async () => {
  const response = await ask(
    '/api/v1/query',
    'max by (pod) (last_over_time(kube_pod_owner{namespace=~"ingress|kube-system"}[7d]))',
  );
  const { data } = await response.json();
  assert.deepEqual(
    [...new Set(data.result.map(({ metric }) => metric.namespace))],
    ['ingress', 'kube-system'],
  );
});

test('what was not recorded is refused, not answered with nothing', async () => {
  const unknown = await ask('/api/v1/query', 'up');
  assert.equal(unknown.status, 422);
  assert.match((await unknown.json()).error, /nothing was recorded/);
  for (const [path, init] of [
    ['/api/v1/query', { method: 'GET', body: undefined }],
    ['/api/v1/admin/tsdb/snapshot', {}],
  ]) {
    assert.equal((await ask(path, 'up', init)).status, 404);
  }
  const endless = await ask('/api/v1/query_range', 'up');
  assert.equal(endless.status, 422);
});

test('it runs only where the configuration names it', async () => {
  const config = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const own = config(
    'app-config.yaml',
    `cost:\n  prometheus:\n    - id: sample\n      url: ${SAMPLE}\n`,
  );
  const silent = config('silent.yaml', 'cost:\n  metric: billed\n');
  const other = config(
    'other.yaml',
    'cost:\n  prometheus:\n    - id: real\n      url: http://prometheus:9090\n',
  );
  const none = config('none.yaml', 'cost:\n  prometheus: []\n');
  const empty = config('empty.yaml', '');
  assert.equal(await isSampleUsageConfigured([own]), true);
  assert.equal(await isSampleUsageConfigured([own, silent, empty]), true);
  assert.equal(await isSampleUsageConfigured([own, other]), false);
  assert.equal(await isSampleUsageConfigured([own, none]), false);
  assert.equal(await isSampleUsageConfigured([silent]), false);
});
