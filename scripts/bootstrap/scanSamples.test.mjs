import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ensureScanSamples } from './scanSamples.mjs';

const NOW = new Date('2026-03-15T13:00:00Z');
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-samples-'));
  assert.equal(await ensureScanSamples({ folder, now: NOW }), true);
});
after(() => rmSync(folder, { recursive: true, force: true }));

test('reports of several weeks up to yesterday lie beside each other', () => {
  const files = readdirSync(join(folder, 'backend')).sort();
  assert.equal(files[0], '2026-02-14-trivy.json');
  assert.equal(files.at(-1), '2026-03-14-trivy.json');
  const newest = JSON.parse(
    readFileSync(join(folder, 'backend', files.at(-1)), 'utf8'),
  );
  assert.equal(newest.CreatedAt, '2026-03-14T05:20:00Z');
  assert.equal(newest.Results[0].Vulnerabilities.length, 6);
});

test('they are written once a day, and the next day anew', async () => {
  assert.equal(await ensureScanSamples({ folder, now: NOW }), false);
  const next = new Date('2026-03-16T00:10:00Z');
  assert.equal(await ensureScanSamples({ folder, now: next }), true);
  assert.equal(
    readdirSync(join(folder, 'backend')).sort().at(-1),
    '2026-03-15-trivy.json',
  );
});
