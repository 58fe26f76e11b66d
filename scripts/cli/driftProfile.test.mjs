import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { runSql } from './driftData.mjs';
import { runPlumbline } from './runPlumbline.mjs';

let folder;
const at = name => join(folder, name);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'));
});
after(() => rm(folder, { recursive: true, force: true }));

async function mustRun(...args) {
  const result = await runPlumbline(['drift', ...args]);
  assert.equal(result.code, 0, result.stderr);
  return result;
}

/** Rows of two files and of both together, with ties, heavy tails, nulls and categories. */
async function writeRows(rows) {
  const columns = `SELECT
    CASE WHEN i % 50 = 0 THEN NULL ELSE exp(sin(i) * 3 + cos(i * i) * 2) END AS heavy,
    i % 40 AS whole,
    'k' || (i % 7) AS kind`;
  const write = (name, from, to) =>
    `COPY (${columns} FROM range(${from}, ${to}) t(i)) TO '${at(name)}'`;
  await runSql([
    write('a.parquet', 0, rows),
    write('b.parquet', rows, 2 * rows + 17),
    write('both.parquet', 0, 2 * rows + 17),
  ]);
  await writeFile(
    at('types.json'),
    JSON.stringify({
      heavy: 'numeric',
      whole: 'numeric',
      kind: 'categorical',
    }),
  );
}

const read = async name => JSON.parse(await readFile(at(name), 'utf8'));

/** Equal to the last count; sums may differ by their rounding. */
function assertSameProfile(ours, theirs) {
  if (typeof theirs === 'number' && !Number.isInteger(theirs)) {
    assert.ok(
      Math.abs(ours - theirs) <= 1e-9 * Math.abs(theirs),
      `${ours} instead of ${theirs}`,
    );
  } else if (Array.isArray(theirs)) {
    assert.equal(ours.length, theirs.length);
    theirs.forEach((value, index) => assertSameProfile(ours[index], value));
  } else if (typeof theirs === 'object' && theirs !== null) {
    assert.deepEqual(Object.keys(ours).sort(), Object.keys(theirs).sort());
    Object.keys(theirs).forEach(key =>
      assertSameProfile(ours[key], theirs[key]),
    );
  } else {
    assert.equal(ours, theirs);
  }
}

const byName = ({ columns }) =>
  columns.map(({ profile, ...column }) => ({
    ...column,
    profile: {
      ...profile,
      // The spread inside a bin is not kept: an estimate
      squares: undefined,
      categories: profile.categories?.toSorted(),
    },
  }));

describe('drift profile and merge', () => {
  test('adds the profiles of small files to the profile of all their rows', async () => {
    await writeRows(2000);
    for (const name of ['a', 'b', 'both']) {
      await mustRun(
        'profile',
        at(`${name}.parquet`),
        '-o',
        at(`${name}.json`),
        '--columns',
        at('types.json'),
      );
    }
    await mustRun('merge', at('a.json'), at('b.json'), '-o', at('sum.json'));
    const [sum, both] = [await read('sum.json'), await read('both.json')];
    assert.equal(sum.rows, 4017);
    assertSameProfile(byName(sum), byName(both));
  });

  test('adds the profiles of large files on one grid, and refuses other grids', async () => {
    await writeRows(150_000);
    await mustRun(
      'profile',
      at('a.parquet'),
      '-o',
      at('a.json'),
      '--columns',
      at('types.json'),
    );
    for (const name of ['b', 'both']) {
      await mustRun(
        'profile',
        at(`${name}.parquet`),
        '-o',
        at(`${name}.json`),
        '--like',
        at('a.json'),
      );
    }
    await mustRun('merge', at('a.json'), at('b.json'), '-o', at('sum.json'));
    const [sum, both] = [await read('sum.json'), await read('both.json')];
    assert.equal(sum.rows, 300_017);
    assert.equal(sum.columns[0].profile.kind, 'numeric');
    // The first profile knows its range exactly, the others by their bins
    const comparable = document =>
      byName(document).map(
        ({ profile: { min, max, ...profile }, ...column }) => ({
          ...column,
          profile,
        }),
      );
    assertSameProfile(comparable(sum), comparable(both));

    await mustRun(
      'profile',
      at('b.parquet'),
      '-o',
      at('own.json'),
      '--columns',
      at('types.json'),
    );
    const other = await runPlumbline([
      'drift',
      'merge',
      at('a.json'),
      at('own.json'),
      '-o',
      at('no.json'),
    ]);
    assert.equal(other.code, 2);
    assert.match(other.stderr, /'heavy'.*--like/);
  });

  test('compares with a profile as with the rows that it is of, within its bounds', async () => {
    const compare = async (reference, ...more) => {
      const { stdout } = await mustRun(
        'compare',
        '--json',
        '--reference',
        at(reference),
        '--current',
        at('both.parquet'),
        ...more,
      );
      return JSON.parse(stdout);
    };
    const cached = await compare('a.json');
    const exact = await compare(
      'a.parquet',
      '--columns',
      at('types.json'),
      '--exact',
    );
    for (const id of ['ks', 'wasserstein']) {
      const { bounds } = cached.columns.heavy.tests[id];
      const { statistic } = exact.columns.heavy.tests[id];
      assert.ok(
        bounds[0] <= statistic * (1 + 1e-9) &&
          statistic <= bounds[1] * (1 + 1e-9),
        `${id}: ${statistic} outside ${bounds}`,
      );
      assert.equal(exact.columns.heavy.tests[id].bounds, undefined);
    }
    assert.equal(
      cached.columns.kind.tests.chiSquare.statistic,
      exact.columns.kind.tests.chiSquare.statistic,
    );
    assert.equal(cached.dataset.status, exact.dataset.status);
  });

  test('refuses a profile that was tampered with or is of another version', async () => {
    const document = await read('a.json');
    const cases = {
      'another version': { ...document, version: 1 },
      'a negative count': {
        ...document,
        rows: -1,
      },
      'a bin off the grid': {
        ...document,
        columns: document.columns.map(column => ({
          ...column,
          profile: column.profile.grid
            ? {
                ...column.profile,
                bins: column.profile.bins.map(bin => bin + 1e6),
              }
            : column.profile,
        })),
      },
    };
    for (const [what, value] of Object.entries(cases)) {
      await writeFile(at('bad.json'), JSON.stringify(value));
      const { code, stderr } = await runPlumbline([
        'drift',
        'merge',
        at('bad.json'),
        at('a.json'),
        '-o',
        at('no.json'),
      ]);
      assert.equal(code, 2, what);
      assert.match(stderr, /bad\.json/, what);
      assert.equal(stderr.trim().split('\n').length, 1, what);
    }
  });
});
