import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { runSql } from './driftData.mjs';
import { runPlumbline } from './runPlumbline.mjs';

/** More than are compared value by value. */
const MANY = 250_000;
/** A number in [0, 1) that fills the interval evenly. */
const EVEN = '((i * 0.6180339887498949e0) % 1e0)';

let folder;
const at = name => join(folder, name);
const save = (name, text) => writeFile(at(name), text);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'));
  await save('numeric.json', '{"x":"numeric"}');
});
after(() => rm(folder, { recursive: true, force: true }));

/** Writes a Parquet file with one column. */
const write = (name, expression, rows = MANY) =>
  runSql([
    `COPY (SELECT ${expression} AS x FROM range(${rows}) t(i)) TO '${at(name)}'`,
  ]);

/** Column `x` of a comparison, and the whole answer. */
async function compare(reference, current, ...more) {
  const { code, stdout, stderr } = await runPlumbline([
    'drift',
    'compare',
    '--json',
    '--reference',
    at(reference),
    '--current',
    at(current),
    ...more,
  ]);
  const answer = code === 0 ? JSON.parse(stdout) : undefined;
  return { code, stderr, answer, x: answer?.columns.x };
}
const numbers = () => ['--columns', at('numeric.json')];

describe('drift compare, on odd data of many rows', () => {
  test('finds equal fractions equal, and the next one different', async () => {
    await write('tenth.parquet', 'CAST(0.1 AS DOUBLE)');
    await write('next.parquet', "CAST('0.10000000000000002' AS DOUBLE)");
    const same = await compare('tenth.parquet', 'tenth.parquet', ...numbers());
    assert.equal(same.x.status, 'ok');
    assert.equal(same.x.tests.ks.statistic, 0);
    const other = await compare('tenth.parquet', 'next.parquet', ...numbers());
    assert.equal(other.x.tests.ks.statistic, 1);
  });

  test('finds nothing out of range where many values lie on the ends', async () => {
    await write('capped.parquet', `least(0.7e0, greatest(0.1e0, ${EVEN}))`);
    const { x } = await compare(
      'capped.parquet',
      'capped.parquet',
      ...numbers(),
    );
    assert.equal(x.status, 'ok', x.reasons.join(' '));
  });

  test('has no verdict without values', async () => {
    await write('nothing.parquet', 'CAST(NULL AS DOUBLE)');
    const { x } = await compare(
      'nothing.parquet',
      'nothing.parquet',
      ...numbers(),
    );
    assert.equal(x.status, 'unknown');
    assert.equal(x.tests.ks.statistic, null);
    assert.equal(x.counts.nullReference, MANY);
  });

  test('counts NaN and infinities apart, and compares the rest', async () => {
    await write(
      'infinite.parquet',
      `CASE i % 5 WHEN 0 THEN CAST('NaN' AS DOUBLE) WHEN 1 THEN CAST('Infinity' AS DOUBLE) WHEN 2 THEN CAST('-Infinity' AS DOUBLE) ELSE ${EVEN} END`,
    );
    const { x } = await compare(
      'infinite.parquet',
      'infinite.parquet',
      ...numbers(),
    );
    assert.equal(x.counts.nonFiniteCurrent, (MANY / 5) * 3);
    assert.equal(x.counts.usedCurrent, (MANY / 5) * 2);
    assert.equal(x.tests.ks.statistic, 0);
  });

  test('takes values far outside the range of the baseline', async () => {
    await write('even.parquet', EVEN);
    await write(
      'far.parquet',
      `CASE WHEN i % 2 = 0 THEN ${EVEN} ELSE 1e300 END`,
    );
    const { x } = await compare('even.parquet', 'far.parquet', ...numbers());
    assert.equal(x.status, 'critical');
    assert.ok(Math.abs(x.tests.ks.statistic - 0.5) < 1e-3);
    const back = await compare('far.parquet', 'even.parquet', ...numbers());
    assert.ok(Math.abs(back.x.tests.ks.bounds[0] - 0.5) < 1e-3);
  });

  test('sees fractions that a sample of the rows misses', async () => {
    await write(
      'rarely.parquet',
      'CASE WHEN i = 100000 THEN 2.5 ELSE i % 7 END',
    );
    await write('whole.parquet', 'CAST(i % 7 AS DOUBLE)');
    const { x } = await compare(
      'rarely.parquet',
      'whole.parquet',
      ...numbers(),
      '--exact',
    );
    assert.ok(x.tests.ks.statistic > 0);
    assert.ok(x.tests.ks.statistic < 1e-5);
  });

  test('says that whole numbers beyond 2^53 are rounded', async () => {
    for (const rows of [1_000, MANY]) {
      await write('large.parquet', '9007199254740992 + 2 * (i % 50)', rows);
      await write('larger.parquet', '9007199254740993 + 2 * (i % 50)', rows);
      const { x } = await compare(
        'large.parquet',
        'larger.parquet',
        ...numbers(),
      );
      assert.match(
        x.reasons.join(' '),
        /beyond 2\^53.*rounded/,
        `${rows} rows`,
      );
    }
    await write('double.parquet', `1e300 * ${EVEN}`, 1_000);
    const { x } = await compare(
      'double.parquet',
      'double.parquet',
      ...numbers(),
    );
    assert.doesNotMatch(x.reasons.join(' '), /2\^53/);
  });

  test('counts text in a column of numbers instead of failing', async () => {
    await write(
      'words.parquet',
      "CASE WHEN i % 4 = 0 THEN 'word' ELSE CAST(i % 100 AS VARCHAR) END",
    );
    const { x } = await compare('words.parquet', 'words.parquet', ...numbers());
    assert.equal(x.counts.mistypedReference, MANY / 4);
    assert.equal(x.tests.ks.statistic, 0);
  });
});

describe('drift compare, on odd files', () => {
  test('has no verdict on files without rows', async () => {
    await write('none.parquet', 'CAST(i AS DOUBLE)', 0);
    await save('header.csv', 'x\n');
    for (const file of ['none.parquet', 'header.csv']) {
      const { code, answer, x, stderr } = await compare(
        file,
        file,
        ...numbers(),
      );
      assert.equal(code, 0, stderr);
      assert.equal(answer.rows.current, 0);
      assert.equal(x.status, 'unknown');
    }
  });

  test('has no verdict on a declared column that holds lists', async () => {
    for (const rows of [500, MANY]) {
      await write('lists.parquet', '[i, i + 1]', rows);
      const { code, x, stderr } = await compare(
        'lists.parquet',
        'lists.parquet',
        ...numbers(),
      );
      assert.equal(code, 0, stderr);
      assert.equal(x.status, 'unknown');
      assert.match(x.reasons[0], /'x' of lists\.parquet.*BIGINT\[\]/);
    }
  });

  test('names the place of a quote that does not end, and of broken JSON', async () => {
    await save('usual.csv', 'x,y\n1,a\n2,b\n');
    await save('quote.csv', 'x,y\n1,a\n2,"b\n3,c\n');
    await save('broken.ndjson', '{"x":1}\n{"x":\n');
    for (const name of ['quote.csv', 'broken.ndjson']) {
      const { code, stderr } = await compare('usual.csv', name);
      assert.equal(code, 2, name);
      assert.match(stderr, new RegExp(name.replace('.', '\\.')));
      assert.equal(stderr.trim().split('\n').length, 1);
    }
  });

  test('compares few rows with a profile of few and of many', async () => {
    await write('baseline.parquet', EVEN);
    await write('few.parquet', EVEN, 2_000);
    for (const name of ['baseline.parquet', 'few.parquet']) {
      const { code, stderr } = await runPlumbline([
        'drift',
        'profile',
        at(name),
        '-o',
        at('profile.json'),
        ...numbers(),
      ]);
      assert.equal(code, 0, stderr);
      const { x } = await compare('profile.json', 'few.parquet');
      assert.equal(x.status, 'ok', name);
      assert.equal(x.counts.current, 2_000);
    }
  });
});
