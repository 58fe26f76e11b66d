import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ensureDriftSamples } from './driftSamples.mjs';

const NOW = new Date('2026-03-15T13:00:00Z');
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-samples-'));
  assert.equal(await ensureDriftSamples({ folder, now: NOW }), true);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const list = path => readdirSync(join(folder, path)).sort();
const rowsOf = path => {
  const [header, ...lines] = readFileSync(join(folder, path), 'utf8')
    .trimEnd()
    .split('\n');
  const names = header.split(',');
  return lines.map(line => {
    const values = line.split(',');
    assert.equal(values.length, names.length, line);
    return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  });
};
const mean = (rows, of) =>
  rows.reduce((sum, row) => sum + Number(of(row)), 0) / rows.length;
const shareOf = (rows, region) => mean(rows, row => row.region === region);
const digest = () => {
  const hash = createHash('sha256');
  for (const path of readdirSync(folder, { recursive: true }).sort()) {
    if (path.endsWith('.csv')) {
      hash.update(path).update(readFileSync(join(folder, path)));
    }
  }
  return hash.digest('hex');
};

test('every model has a baseline of thirty days and whole days up to its last', () => {
  for (const [model, last, days] of [
    ['credit-risk', '2026-03-14', 30],
    ['demand-forecast', '2026-03-14', 30],
    ['recommendations', '2026-03-03', 19],
  ]) {
    const files = list(`${model}/daily`);
    assert.equal(files.length, days);
    assert.equal(files[0], '2026-02-13.csv');
    assert.equal(files.at(-1), `${last}.csv`);
    const baseline = rowsOf(`${model}/baseline.csv`);
    assert.equal(baseline.length, 20_100);
    assert.ok(baseline.at(-1).scored_at < '2026-02-13');
    for (const file of [files[0], files.at(-1)]) {
      const rows = rowsOf(`${model}/daily/${file}`);
      assert.equal(rows.length, 2000);
      assert.ok(
        rows.every(row => row.scored_at.startsWith(file.slice(0, 10))),
        file,
      );
    }
  }
});

test('credit-risk leaves its baseline nine days ago, and its answers get worse', () => {
  const baseline = rowsOf('credit-risk/baseline.csv');
  const day = date => rowsOf(`credit-risk/daily/${date}.csv`);
  const income = rows =>
    mean(
      rows.filter(row => row.income),
      row => row.income,
    );
  assert.ok(Math.abs(income(day('2026-03-05')) / income(baseline) - 1) < 0.05);
  assert.ok(income(day('2026-03-14')) / income(baseline) < 0.85);
  assert.equal(shareOf(day('2026-03-09'), 'islands'), 0);
  assert.ok(shareOf(day('2026-03-10'), 'islands') > 0.02);
  assert.ok(shareOf(day('2026-03-14'), 'north') < 0.22);

  const accuracy = date => {
    const labels = new Map(
      rowsOf(`credit-risk/labels/${date}.csv`).map(row => [
        row.id,
        row.defaulted,
      ]),
    );
    return mean(day(date), row => labels.get(row.id) === row.prediction);
  };
  assert.ok(accuracy('2026-03-12') < accuracy('2026-03-01') - 0.05);
});

test('labels arrive three days late', () => {
  assert.equal(list('credit-risk/labels').at(-1), '2026-03-12.csv');
  const [{ labelled_at: at }] = rowsOf('credit-risk/labels/2026-03-12.csv');
  assert.equal(at, '2026-03-15T00:00:00.000Z');
});

test('demand-forecast stays as it was', () => {
  const baseline = rowsOf('demand-forecast/baseline.csv');
  const yesterday = rowsOf('demand-forecast/daily/2026-03-14.csv');
  for (const column of ['price', 'temperature', 'stock', 'prediction']) {
    const before = mean(baseline, row => row[column]);
    const now = mean(yesterday, row => row[column]);
    assert.ok(Math.abs(now / before - 1) < 0.08, column);
  }
});

test('the same day gives the same rows, and only another day writes them anew', async () => {
  const first = digest();
  assert.equal(await ensureDriftSamples({ folder, now: NOW }), false);
  rmSync(join(folder, '.day'));
  assert.equal(await ensureDriftSamples({ folder, now: NOW }), true);
  assert.equal(digest(), first);

  const tomorrow = new Date(NOW.getTime() + 24 * 60 * 60 * 1000);
  assert.equal(await ensureDriftSamples({ folder, now: tomorrow }), true);
  assert.ok(existsSync(join(folder, 'credit-risk/daily/2026-03-15.csv')));
  assert.ok(!existsSync(join(folder, 'credit-risk/daily/2026-02-13.csv')));
});
