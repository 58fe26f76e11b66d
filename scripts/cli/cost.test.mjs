import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { runSql } from './driftData.mjs';
import { runPlumbline } from './runPlumbline.mjs';

const COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'BillingCurrency',
  'ChargePeriodStart',
  'ChargeCategory',
  'ServiceName',
  'Tags',
];
const cell = text =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
const row = (
  cost,
  {
    currency = 'EUR',
    day = '2026-05-01T00:00:00Z',
    service = 'Compute',
    tags = '',
  } = {},
) => [cost, cost, currency, day, 'Usage', service, tags].map(cell).join(',');
const bill = (...rows) => [COLUMNS.join(','), ...rows, ''].join('\n');

let folder;
const at = name => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-cost-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function importFile(name, content, ...options) {
  if (content !== undefined) {
    await writeFile(at(name), content);
  }
  const answer = await runPlumbline([
    'cost',
    'import',
    at(name),
    '--dry-run',
    ...options,
  ]);
  assert.doesNotMatch(answer.stderr, /\n\s+at |Possible solutions|SET /);
  return answer;
}

async function documentOf(name, content, ...options) {
  const { code, stdout, stderr } = await importFile(
    name,
    content,
    '--json',
    ...options,
  );
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

/** The one line that says why nothing was read. */
async function refusalOf(name, content, ...options) {
  const { code, stdout, stderr } = await importFile(name, content, ...options);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /✖ [^\n]+\n$/);
  return stderr;
}

describe('plumbline cost import', () => {
  test('says that it imports nothing, after what would be', async () => {
    await writeFile(at('plain.csv'), bill(row('1.5')));
    const { code, stdout, stderr } = await runPlumbline([
      'cost',
      'import',
      at('plain.csv'),
      '--json',
    ]);
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).totals.EUR.effective, '1.5');
    assert.match(stderr, /Nothing was imported.*cost\.sources.*--dry-run/);
  });

  test('refuses what is no bill, or not a whole one, by name', async () => {
    assert.match(await refusalOf('empty.csv', ''), /empty\.csv is empty/);
    assert.match(
      await refusalOf('hash.csv', bill(row('1')).replaceAll(',', '#')),
      /hash\.csv has no columns .* is the delimiter one of/,
    );
    assert.match(
      await refusalOf('none.csv', undefined),
      /none\.csv does not exist/,
    );
    const rows = Array.from({ length: 200_000 }, (_, n) =>
      row(`${n}.${n * 7919}`),
    );
    const packed = gzipSync(bill(rows.join('\n')));
    assert.match(
      await refusalOf('half.csv.gz', packed.subarray(0, packed.length / 2)),
      /half\.csv\.gz/,
    );
    assert.match(
      await refusalOf('tiny.csv.gz', packed.subarray(0, 200)),
      /tiny\.csv\.gz is not a whole gzip file/,
    );
    await runSql([
      `COPY (SELECT range AS BilledCost, 'Usage' AS ChargeCategory, 'EUR' AS BillingCurrency FROM range(5000)) TO '${at('whole.parquet')}' (FORMAT parquet)`,
    ]);
    const parquet = await readFile(at('whole.parquet'));
    assert.match(
      await refusalOf('half.parquet', parquet.subarray(0, parquet.length / 2)),
      /half\.parquet/,
    );
  });

  test('a header with one delimiter and rows with another count nothing', async () => {
    const text = `${COLUMNS.join(',')}\n${row('1').replaceAll(',', ';')}\n`;
    assert.match(
      await refusalOf('mixed.csv', text),
      /none of the 1 rows .* line 2.* has too few cells/,
    );
  });

  test('names line and column of what does not count', async () => {
    const { rows, rejected, totals } = await documentOf(
      'bad.csv',
      bill(
        row('1'),
        row('1,5'),
        row('2', { day: '2026-02-29' }),
        row('4', { currency: 'Euro' }),
        row('8', { service: 'a'.repeat(20 * 1024 * 1024) }),
        row('16', { service: 'two\nlines' }),
        row('oops'),
      ),
    );
    assert.deepEqual(rows, { read: 7, accepted: 2, rejected: 5, repeated: 0 });
    assert.equal(totals.EUR.effective, '17');
    assert.deepEqual(
      rejected.map(({ line, column }) => [line, column]),
      [
        [3, 'BilledCost'],
        [4, 'ChargePeriodStart'],
        [5, 'BillingCurrency'],
        [6, undefined],
        [9, 'BilledCost'],
      ],
    );
    assert.match(rejected[3].reason, /longer than 1 MiB/);
  });

  test('keeps three currencies apart', async () => {
    const { by, byCurrency, totals, attribution, attributionByCurrency } =
      await documentOf(
        'three.csv',
        bill(
          row('0.1'),
          row('0.2'),
          row('1', { currency: 'USD' }),
          row('1000', { currency: 'JPY' }),
        ),
      );
    assert.equal(by, null);
    assert.equal(attribution, null);
    assert.deepEqual(Object.keys(totals), ['EUR', 'JPY', 'USD']);
    assert.deepEqual(byCurrency.EUR.service, { Compute: '0.3' });
    assert.equal(attributionByCurrency.JPY.unattributed, '1000');
  });

  test('books by UTC day at the ends of months, on leap days and when clocks change', async () => {
    const { by, period } = await documentOf(
      'days.csv',
      bill(
        row('1', { day: '2024-02-29T23:59:59Z' }),
        row('2', { day: '2024-03-01T00:30:00+01:00' }),
        row('4', { day: '2024-03-31T01:59:59+01:00' }),
        row('8', { day: '2024-03-31T03:00:00+02:00' }),
        row('16', { day: '2024-10-27T02:30:00+02:00' }),
        row('32', { day: '2024-10-27T02:30:00+01:00' }),
        row('64', { day: '2024-12-31T23:00:00-05:00' }),
      ),
    );
    assert.deepEqual(by.day, {
      '2024-02-29': '3',
      '2024-03-31': '12',
      '2024-10-27': '48',
      '2025-01-01': '64',
    });
    assert.deepEqual(period, { start: '2024-02-29', end: '2025-01-01' });
  });

  test('a bill with nothing but its header has groups, totals and warnings of nothing', async () => {
    const { rows, totals, by, attribution, period, warnings } =
      await documentOf('header.csv', bill());
    assert.deepEqual(rows, { read: 0, accepted: 0, rejected: 0, repeated: 0 });
    assert.deepEqual([totals, period], [{}, null]);
    assert.deepEqual([by.service, by.day, by.tag], [{}, {}, {}]);
    assert.deepEqual(attribution, {
      attributed: null,
      unattributed: null,
      rules: {},
    });
    assert.deepEqual(warnings, ['there are no rows']);
  });

  test('says how much has tags, and which cannot be read', async () => {
    const text = bill(
      row('1', { tags: '{"team": "a", "env": ""}' }),
      row('2', { tags: '{"team": "b"}' }),
      row('-4', { tags: 'team=a' }),
      row('8'),
    );
    const { tagging, by, warnings } = await documentOf('tags.csv', text);
    assert.deepEqual(tagging, {
      untaggedRows: 2,
      unreadableRows: 1,
      rows: { env: 1, team: 2 },
      untagged: { EUR: '4' },
    });
    assert.deepEqual(by.tag.team, { '(none)': '4', a: '1', b: '2' });
    assert.ok(
      warnings.some(warning => /1 rows? ha.* cannot be read/.test(warning)),
    );
  });

  test('takes any name for a name', async () => {
    const tags = JSON.stringify({ constructor: 'x' }).replace(
      '{',
      '{"__proto__": "p", ',
    );
    const { by } = await documentOf(
      'names.csv',
      bill(row('1', { service: '__proto__', tags })),
    );
    assert.equal(JSON.stringify(by.service), '{"__proto__":"1"}');
    assert.equal(
      JSON.stringify(by.tag),
      '{"__proto__":{"p":"1"},"constructor":{"x":"1"}}',
    );
  });

  test('shows names and values of others without what moves a cursor', async () => {
    const service = '\u001b[2Jred\u202e';
    const text = bill(row('1', { service }), row('2'), row('\u001b]0;x\u0007'));
    const { code, stdout } = await importFile('hostile.csv', text);
    assert.equal(code, 0);
    assert.match(stdout, /�\[2Jred�/);
    assert.doesNotMatch(stdout, /[\u001b\u0007\u202e]/);
    const refusal = await refusalOf('hostile2.csv', 'na\u001b[2Jme,b\n1,2\n');
    assert.doesNotMatch(refusal, /\u001b\[2J/);
  });

  test('attributes by the rules of a file', async () => {
    await writeFile(
      at('rules.yaml'),
      [
        'attribution:',
        '  - { id: data, match: { tag: { team: data } }, entity: "group:default/data" }',
        '  - { id: named, entityFrom: { tag: team, values: { web: "group:default/web" } } }',
        '  - { id: tax, match: { service: Tax }, shared: tax }',
        'sharing: { pools: { tax: { split: proportional } } }',
      ].join('\n'),
    );
    const team = name => ({ tags: JSON.stringify({ team: name }) });
    const text = bill(
      row('0.1', team('data')),
      row('0.2', team('web')),
      row('0.4', team('wbe')),
      row('0.7', { service: 'Tax' }),
      row('-0.05'),
    );
    const { attribution, totals, warnings } = await documentOf(
      'teams.csv',
      text,
      '--rules',
      at('rules.yaml'),
    );
    assert.equal(totals.EUR.effective, '1.35');
    assert.equal(attribution.attributed, '0.3');
    assert.deepEqual(attribution.rules, {
      data: '0.1',
      named: '0.2',
      tax: '0.7',
    });
    assert.ok(
      warnings.includes(
        'rule named: "wbe" is none of the values of the rule (1 row)',
      ),
    );
    assert.match(
      await refusalOf('teams.csv', undefined, '--rules', at('teams.csv')),
      /--rules .*teams\.csv/,
    );
  });

  test('reads tables and saved answers of one folder as one bill', async () => {
    await mkdir(at('bill'));
    await writeFile(at('bill/a.csv'), bill(row('1')));
    await writeFile(
      at('bill/b.json'),
      '{"code":200,"data":[{"shop":{"window":{"start":"2026-05-02T00:00:00Z","end":"2026-05-03T00:00:00Z"},"cpuCost":0.1,"totalCost":0.1}}]}',
    );
    const { format, totals, rows } = await documentOf(
      'bill',
      undefined,
      '--currency',
      'EUR',
    );
    assert.equal(format, 'opencost-allocation, focus-1.0');
    assert.equal(totals.EUR.effective, '1.1');
    assert.equal(rows.accepted, 2);
  });
});

describe('plumbline cost estimate', () => {
  test('fails a change that adds too much, and refuses what is no estimate', async () => {
    await writeFile(
      at('infracost.json'),
      '{"version":"0.2","currency":"USD","totalMonthlyCost":"30.10","diffTotalMonthlyCost":"5.01","projects":[]}',
    );
    const estimate = (...options) =>
      runPlumbline(['cost', 'estimate', ...options]);
    assert.equal(
      (await estimate(at('infracost.json'), '--fail-above', '5.01')).code,
      0,
    );
    const failed = await estimate(at('infracost.json'), '--fail-above', '5');
    assert.equal(failed.code, 1);
    assert.match(failed.stdout, /the change adds 5\.01 USD per month/);
    for (const wrong of [
      [at('plain.csv')],
      [at('infracost.json'), '--fail-above', 'much'],
      [at('none.json')],
    ]) {
      const refused = await estimate(...wrong);
      assert.equal(refused.code, 2);
      assert.equal(refused.stdout, '');
    }
  });
});
