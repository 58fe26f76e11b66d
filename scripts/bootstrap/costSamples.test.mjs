import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ensureCostSamples } from './costSamples.mjs';
import { costOf, decimalOf } from './costSampleDays.mjs';

const NOW = new Date('2026-03-15T13:00:00Z');
let folder;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-samples-'));
  assert.equal(await ensureCostSamples({ folder, now: NOW }), true);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const read = (...path) => readFileSync(join(folder, ...path), 'utf8');
const allocationsOf = month =>
  JSON.parse(read('cluster', `allocation-${month}.json`)).data;

test('three months of both bills lie up to yesterday', () => {
  assert.deepEqual(readdirSync(join(folder, 'cloud')).sort(), [
    'focus-2025-12.csv',
    'focus-2026-01.csv',
    'focus-2026-02.csv',
    'focus-2026-03.csv',
  ]);
  const march = read('cloud', 'focus-2026-03.csv');
  assert.match(march, /,2026-03-14T00:00:00Z,/);
  assert.doesNotMatch(march, /,2026-03-15T00:00:00Z,2026-03-15T/);
  assert.equal(allocationsOf('2026-03').length, 14);
  assert.equal(allocationsOf('2026-02').length, 28);
});

test('the cloud bill has what makes bills hard', () => {
  const bills = ['2026-02', '2026-03'].map(month =>
    read('cloud', `focus-${month}.csv`),
  );
  for (const kind of ['Usage', 'Purchase', 'Credit', 'Tax', 'Correction']) {
    assert.match(bills.join(''), new RegExp(`,${kind},`), kind);
  }
  assert.match(
    bills[1],
    /"\{""plumbline\.dev\/entity"":""component:default\/backend"",""team"":""core-team""\}"/,
  );
  // The correction is on a bill later than its day
  assert.match(
    bills[0],
    /2026-02-01T00:00:00Z,Usage,Correction,.*,2026-01-31T00:00:00Z,/,
  );
  assert.match(bills[1], /,vm-test-17,/);
});

test('models have runs by name, and storage of their own', () => {
  const bills = ['2025-12', '2026-01', '2026-02', '2026-03'].map(month =>
    read('cloud', `focus-${month}.csv`),
  );
  const runsOf = (bill, pipeline) =>
    new Set(
      bill.match(new RegExp(`(?<=run-id"":"")${pipeline}-[0-9-]+`, 'g')) ?? [],
    );
  // Of the Sundays and Saturdays of February, and of each of its days
  assert.equal(runsOf(bills[2], 'credit-risk').size, 4);
  assert.equal(runsOf(bills[2], 'recommendations').size, 4);
  assert.equal(runsOf(bills[2], 'demand-forecast').size, 28);
  for (const bill of bills) {
    assert.ok(runsOf(bill, 'credit-risk').size > 0);
    for (const entity of ['credit-features', 'recommendations']) {
      assert.match(bill, new RegExp(`,Storage,.*:default/${entity}""`));
    }
  }
});

test('no line stands twice, which would count once', () => {
  for (const file of readdirSync(join(folder, 'cloud'))) {
    const lines = read('cloud', file).trim().split('\n');
    assert.equal(new Set(lines).size, lines.length);
  }
});

test('the parts of an allocation add up, and one entity became dearer some days ago', () => {
  const id = 'cluster-eu/ml-production/ml-backend';
  const days = allocationsOf('2026-03').map(set => set[id]);
  const micros = amount => Math.round(amount * 1_000_000);
  for (const { cpuCost, ramCost, gpuCost, totalCost } of days) {
    assert.equal(
      micros(cpuCost) + micros(ramCost) + micros(gpuCost),
      micros(totalCost),
    );
  }
  const sum = part => part.reduce((all, { totalCost }) => all + totalCost, 0);
  // From 6 March on, seven whole days on either side
  assert.ok(sum(days.slice(-7)) > 1.7 * sum(days.slice(0, 5)));
});

test('amounts are exact decimals and the same for everybody', () => {
  assert.equal(decimalOf(-12_050_000), '-12.050000');
  assert.equal(decimalOf(-400), '-0.000400');
  const options = {
    name: 'a',
    day: '2026-03-14',
    today: '2026-03-15',
    usual: 10,
  };
  assert.equal(costOf(options), costOf(options));
  assert.ok(Math.abs(costOf(options) - 10_000_000) <= 500_000);
});

test('they are written once a day, and the next day anew', async () => {
  assert.equal(await ensureCostSamples({ folder, now: NOW }), false);
  const next = new Date('2026-03-16T00:10:00Z');
  assert.equal(await ensureCostSamples({ folder, now: next }), true);
  assert.equal(allocationsOf('2026-03').length, 15);
});
