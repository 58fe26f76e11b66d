import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { runSql } from './driftData.mjs';
import { runPlumbline } from './runPlumbline.mjs';

const ROWS = 300;
const lines = (header, row) =>
  `${header}\n${Array.from({ length: ROWS }, (_, index) => row(index)).join('\n')}\n`;

let folder;
const at = name => join(folder, name);
const save = (name, text) => writeFile(at(name), text);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'));
  await save(
    'usual.csv',
    lines('x,c', i => `${i % 97},${'abc'[i % 3]}`),
  );
  await save('types.json', '{"x":"numeric","c":"categorical"}');
});
after(() => rm(folder, { recursive: true, force: true }));

/** Compares two files of the folder; answers the document and the exit code. */
async function compare(reference, current, ...more) {
  const { code, stdout, stderr } = await runPlumbline([
    'drift',
    'compare',
    '--json',
    '--columns',
    at('types.json'),
    '--reference',
    at(reference),
    '--current',
    at(current),
    ...more,
  ]);
  return { code, stderr, answer: code === 0 ? JSON.parse(stdout) : stdout };
}

describe('plumbline', () => {
  test('explains itself, and says what is wrong with a call in one line', async () => {
    const help = await runPlumbline(['--help']);
    assert.equal(help.code, 0);
    assert.match(help.stdout, /drift/);
    const details = await runPlumbline(['drift', 'compare', '--help']);
    assert.match(details.stdout, /Example: plumbline drift compare/);
    const wrong = await runPlumbline(['drift', 'compare', '--nonsense']);
    assert.equal(wrong.code, 2);
    assert.equal(wrong.stdout, '');
    assert.doesNotMatch(wrong.stderr, /\n\s+at /);
  });

  test('reads paths from where the person stands', async () => {
    const { code, stderr } = await runPlumbline(
      [
        'drift',
        'compare',
        '--reference',
        'usual.csv',
        '--current',
        'usual.csv',
      ],
      { cwd: folder },
    );
    assert.equal(code, 0, stderr);
  });
});

describe('drift compare, on odd data', () => {
  test('finds equal constants equal, and another constant drifted', async () => {
    await save(
      'constant.csv',
      lines('x,c', () => '5,k'),
    );
    await save(
      'other.csv',
      lines('x,c', () => '6,z'),
    );
    const same = await compare('constant.csv', 'constant.csv');
    assert.equal(same.answer.dataset.status, 'ok');
    assert.equal(same.answer.columns.x.tests.ks.statistic, 0);
    assert.equal(same.answer.columns.x.tests.ks.pValue, 1);
    const other = await compare('constant.csv', 'other.csv');
    assert.equal(other.answer.columns.x.status, 'critical');
    assert.equal(other.answer.columns.c.counts.newCategories, 1);
  });

  test('has no verdict on columns without values, and sees that values vanished', async () => {
    await save(
      'nulls.csv',
      lines('x,c', () => ','),
    );
    const both = await compare('nulls.csv', 'nulls.csv');
    assert.equal(both.answer.columns.x.status, 'unknown');
    assert.equal(both.answer.columns.x.tests.ks.statistic, null);
    assert.ok(both.answer.columns.x.tests.ks.reason);
    assert.equal(both.answer.dataset.driftedShare, null);
    const gone = await compare('usual.csv', 'nulls.csv');
    assert.equal(gone.answer.columns.x.status, 'critical');
    assert.equal(gone.answer.columns.x.counts.nullCurrent, ROWS);
  });

  test('says that one row is not enough, with the figures of that row', async () => {
    await save('one.csv', 'x,c\n1,a\n');
    const { answer } = await compare('one.csv', 'one.csv');
    assert.equal(answer.columns.x.status, 'unknown');
    assert.match(answer.columns.x.reasons[0], /Not enough data/);
    assert.equal(answer.columns.x.tests.ks.statistic, 0);
  });

  test('counts NaN and infinities apart from values and from nulls', async () => {
    await save(
      'infinite.csv',
      lines('x,c', i => `${['NaN', 'Infinity', '-inf', '7', '8'][i % 5]},a`),
    );
    const { answer } = await compare('infinite.csv', 'infinite.csv');
    const { counts } = answer.columns.x;
    assert.equal(counts.reference, ROWS);
    assert.equal(counts.nullReference, 0);
    assert.equal(counts.nonFiniteReference, (ROWS / 5) * 3);
    assert.equal(counts.usedReference, (ROWS / 5) * 2);
  });

  test('counts values of another type instead of guessing', async () => {
    await save(
      'mixed.csv',
      lines('x,c', i => `${i % 3 === 0 ? 'abc' : i % 97},a`),
    );
    const { answer } = await compare('usual.csv', 'mixed.csv');
    assert.equal(answer.columns.x.counts.mistypedCurrent, ROWS / 3);
    assert.match(answer.columns.x.reasons.join(' '), /declared type/);
  });

  test('tells whole numbers beyond 2^53 apart as categories', async () => {
    await runSql([
      `COPY (SELECT 1 AS x, 9007199254740992 + (i % 2) AS c FROM range(${ROWS}) t(i)) TO '${at('large.parquet')}'`,
      `COPY (SELECT 1 AS x, 9007199254740993 AS c FROM range(${ROWS}) t(i)) TO '${at('larger.parquet')}'`,
    ]);
    const { answer } = await compare('large.parquet', 'larger.parquet');
    assert.equal(answer.columns.c.counts.newCategories, 0);
    assert.ok(
      Math.abs(answer.columns.c.tests.totalVariation.statistic - 0.5) < 1e-12,
    );
  });

  test('takes ten thousand categories', async () => {
    await runSql([
      `COPY (SELECT i % 7 AS x, 'c' || (i % 10000) AS c FROM range(40000) t(i)) TO '${at('many.parquet')}'`,
      `COPY (SELECT i % 7 AS x, 'c' || (i % 10005) AS c FROM range(40000) t(i)) TO '${at('more.parquet')}'`,
    ]);
    const { answer } = await compare('many.parquet', 'more.parquet');
    assert.equal(answer.columns.c.counts.newCategories, 5);
    assert.equal(answer.columns.c.tests.chiSquare.dof, 10_004);
  });

  test('takes five thousand columns', async () => {
    const names = Array.from({ length: 5000 }, (_, index) => `c${index}`);
    let state = 1;
    const next = () => {
      state = (state * 48_271) % 2_147_483_647;
      return (state / 2_147_483_647).toFixed(4);
    };
    for (const name of ['wide.csv', 'wider.csv']) {
      await save(
        name,
        lines(names.join(','), () => names.map(next).join(',')),
      );
    }
    const { code, stdout, stderr } = await runPlumbline([
      'drift',
      'compare',
      '--json',
      '--reference',
      at('wide.csv'),
      '--current',
      at('wider.csv'),
    ]);
    assert.equal(code, 0, stderr);
    const { columns, dataset } = JSON.parse(stdout);
    assert.equal(Object.keys(columns).length, 5000);
    assert.equal(dataset.status, 'ok');
  });
});

describe('drift compare, refusing', () => {
  const refusals = {
    'an empty file': ['empty.csv', '', /empty\.csv/],
    'a line with too many fields': [
      'broken.csv',
      `${lines('x,c', i => `${i},a`)}1,a,b,c\n`,
      /broken\.csv, line 302/,
    ],
    'a file that does not exist': ['absent.csv', undefined, /absent\.csv/],
  };
  for (const [what, [name, text, message]] of Object.entries(refusals)) {
    test(`names ${what}`, async () => {
      if (text !== undefined) {
        await save(name, text);
      }
      const { code, answer, stderr } = await compare('usual.csv', name);
      assert.equal(code, 2);
      assert.equal(answer, '');
      assert.match(stderr, message);
      assert.equal(stderr.trim().split('\n').length, 1);
    });
  }

  test('names a truncated Parquet file', async () => {
    await runSql([
      `COPY (SELECT i AS x, 'a' AS c FROM range(5000) t(i)) TO '${at('whole.parquet')}'`,
    ]);
    const whole = await readFile(at('whole.parquet'));
    await save('cut.parquet', whole.subarray(0, whole.length / 2));
    const { code, stderr } = await compare('whole.parquet', 'cut.parquet');
    assert.equal(code, 2);
    assert.match(stderr, /cut\.parquet/);
  });

  test('names an unknown test and an unknown policy', async () => {
    const tests = await compare('usual.csv', 'usual.csv', '--tests', 'ks,no');
    assert.equal(tests.code, 2);
    assert.match(tests.stderr, /'no'.*Known: ks/);
    const policy = await compare('usual.csv', 'usual.csv', '--policy', 'no');
    assert.equal(policy.code, 2);
    assert.match(policy.stderr, /Known: calibrated/);
  });
});

describe('drift check', () => {
  const document = (columns, policy = '') => `
apiVersion: plumbline.dev/v1alpha1
kind: DriftMonitor
metadata: { name: sample }
spec:
  entity: resource:default/sample
  baseline: { file: days.csv }
  window: { file: days.csv, timeColumn: day, length: P1D }
  columns: { ${columns} }
  ${policy}
`;
  before(() =>
    save(
      'days.csv',
      `day,x\n${Array.from({ length: 600 }, (_, i) => `2026-05-0${1 + Math.floor(i / 200)}T10:00:00Z,${i < 400 ? i % 50 : 100 + (i % 50)}`).join('\n')}\n`,
    ),
  );

  test('fails on the newest window when it is critical, and passes on one that is not', async () => {
    await save('drift.yaml', document('x: numeric'));
    const newest = await runPlumbline([
      'drift',
      'check',
      at('drift.yaml'),
      '--json',
    ]);
    assert.equal(newest.code, 1, newest.stderr);
    const answer = JSON.parse(newest.stdout);
    assert.equal(answer.window.start, '2026-05-03T00:00:00.000Z');
    assert.equal(answer.monitor.name, 'sample');
    await save(
      'calm.yaml',
      document('x: numeric').replace(
        '{ file: days.csv }',
        '{ window: { start: "2026-05-01T00:00:00Z", end: "2026-05-02T00:00:00Z" } }',
      ),
    );
    const calm = await runPlumbline([
      'drift',
      'check',
      at('calm.yaml'),
      '--at',
      '2026-05-02',
    ]);
    assert.equal(calm.code, 0, calm.stderr + calm.stdout);
    assert.match(calm.stdout, /✓ ok/);
  });

  test('fails when the contract is broken although nothing drifted, and names column and rows', async () => {
    const calm = document('x: numeric').replace(
      '{ file: days.csv }',
      '{ window: { start: "2026-05-01T00:00:00Z", end: "2026-05-02T00:00:00Z" } }',
    );
    const promises = contract => `${calm}  contract: ${contract}\n`;
    const checkOn = async (name, contract, ...options) => {
      await save(name, promises(contract));
      return runPlumbline([
        'drift',
        'check',
        at(name),
        '--at',
        '2026-05-02',
        ...options,
      ]);
    };
    const broken = '{ columns: { x: { max: 47 }, gone: {} } }';
    const answer = await checkOn('broken.yaml', broken, '--json');
    assert.equal(answer.code, 1, answer.stderr);
    const { contract, dataset } = JSON.parse(answer.stdout);
    assert.equal(dataset.status, 'ok');
    assert.deepEqual(
      { ...contract, breaches: contract.breaches.map(({ id }) => id) },
      {
        status: 'broken',
        rows: 200,
        checks: 4,
        broken: 2,
        unknown: 0,
        breaches: ['range:x', 'column:gone'],
      },
    );
    assert.deepEqual(contract.breaches[0].examples[0], {
      row: 249,
      value: '48',
    });
    const text = await checkOn('broken.yaml', broken);
    assert.equal(text.code, 1);
    assert.match(text.stdout, /contract: ● broken {2}2 broken of 4 promises/);
    assert.match(text.stdout, /8 of 200 rows in 'x' are above 47\./);
    assert.match(text.stdout, /row 249: 48, row 250: 49/);

    const kept = await checkOn('kept.yaml', '{ columns: { x: { max: 49 } } }');
    assert.equal(kept.code, 0, kept.stderr);
    assert.match(kept.stdout, /contract: ✓ kept {2}3 promises/);
  });

  test('does not take a contract for kept that no row answers', async () => {
    await save(
      'nobody.yaml',
      `${document('x: numeric')}  contract: { columns: { x: { max: 1 } } }\n`,
    );
    const { code, stdout, stderr } = await runPlumbline([
      'drift',
      'check',
      at('nobody.yaml'),
      '--at',
      '2020-01-01',
    ]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /contract: ○ unknown {2}1 not checked of 3 promises/);
    assert.match(stdout, /There are no rows to check/);
  });

  test('names the line of a wrong field, and refuses to leave the folder', async () => {
    await save(
      'wrong.yaml',
      document('x: numeric').replace('baseline', 'baselin'),
    );
    const wrong = await runPlumbline(['drift', 'check', at('wrong.yaml')]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /line \d+.*baseline/);
    await save(
      'away.yaml',
      document('x: numeric').replace(
        '{ file: days.csv }',
        '{ file: ../days.csv }',
      ),
    );
    const away = await runPlumbline(['drift', 'check', at('away.yaml')]);
    assert.equal(away.code, 2);
  });
});

test('Ctrl-C ends everything and leaves nothing behind', async () => {
  await runSql([
    `COPY (SELECT random() AS x, 'a' AS c FROM range(3000000)) TO '${at('slow.parquet')}'`,
  ]);
  const temporary = await mkdtemp(join(tmpdir(), 'plumbline-tmp-'));
  try {
    const { code, stderr } = await runPlumbline(
      [
        'drift',
        'compare',
        '--reference',
        at('slow.parquet'),
        '--current',
        at('slow.parquet'),
      ],
      {
        env: { TMPDIR: temporary },
        onStart: async child => {
          // Its folder for temporary files exists as soon as DuckDB does
          while (
            (await readdir(temporary)).length === 0 &&
            child.exitCode === null
          ) {
            await new Promise(resolve => setTimeout(resolve, 20));
          }
          process.kill(-child.pid, 'SIGINT');
        },
      },
    );
    assert.equal(code, 130, stderr);
    assert.deepEqual(await readdir(temporary), []);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
});
