/**
 * `plumbline drift compare` against the values that SciPy computed from real
 * data, window by window, column by column.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { DuckDBInstance } from '@duckdb/node-api';

import { root } from '../bootstrap/paths.mjs';
import { DATA_ABSENT } from '../testing/tapCounts.mjs';
import { runPlumbline } from './runPlumbline.mjs';

const ARCHIVE = join(root, '../shared/fixtures/drift.tar.gz');
const hasData = existsSync(ARCHIVE);

/** Figures of a numeric column: where the published one and ours stand. */
const NUMERIC = [
  ['n', e => e.n_ref, c => c.counts.reference, 'count'],
  ['current n', e => e.n_cur, c => c.counts.current, 'count'],
  ['nulls', e => e.null_ref, c => c.counts.nullReference, 'count'],
  ['current nulls', e => e.null_cur, c => c.counts.nullCurrent, 'count'],
  ['ks', e => e.ks?.statistic, c => c.tests.ks.statistic],
  ['ks p', e => e.ks?.pvalue_auto, c => c.tests.ks.pValue, 'p'],
  [
    'wasserstein',
    e => e.wasserstein?.statistic,
    c => c.tests.wasserstein.statistic,
  ],
  [
    'normalised',
    e => e.wasserstein?.normed_by_ref_std,
    c => c.tests.wasserstein.normalised,
  ],
  ['psi', e => e.psi_ref_deciles?.value, c => c.tests.psi.statistic],
  [
    'js base 2',
    e => e.psi_ref_deciles?.js_base2,
    c => c.tests.jensenShannon.base2,
  ],
  [
    'hellinger',
    e => e.psi_ref_deciles?.hellinger,
    c => c.tests.hellinger.statistic,
  ],
  ['energy', e => e.energy_distance, c => c.tests.energy.statistic],
  [
    'cvm',
    e => e.cramervonmises?.statistic,
    c => c.tests.cramerVonMises.statistic,
  ],
  [
    'cvm p',
    e => e.cramervonmises?.pvalue_asymptotic,
    c => c.tests.cramerVonMises.pValue,
    'p',
  ],
  ['mwu', e => e.mannwhitneyu?.U_ref, c => c.tests.mannWhitney.statistic],
  [
    'mwu p',
    e => e.mannwhitneyu?.pvalue_two_sided_asymptotic,
    c => c.tests.mannWhitney.pValue,
    'p',
  ],
];

const CATEGORICAL = [
  ...NUMERIC.slice(0, 4),
  [
    'new categories',
    e => e.n_new_categories,
    c => c.counts.newCategories,
    'count',
  ],
  ['chi', e => e.chi2_contingency?.statistic, c => c.tests.chiSquare.statistic],
  [
    'chi p',
    e => e.chi2_contingency?.pvalue,
    c => c.tests.chiSquare.pValue,
    'p',
  ],
  ['dof', e => e.chi2_contingency?.dof, c => c.tests.chiSquare.dof, 'count'],
  ['g', e => e.g_test_contingency?.statistic, c => c.tests.g.statistic],
  ['g p', e => e.g_test_contingency?.pvalue, c => c.tests.g.pValue, 'p'],
  ['js', e => e.jensenshannon_ln, c => c.tests.jensenShannon.statistic],
  ['js base 2', e => e.jensenshannon_base2, c => c.tests.jensenShannon.base2],
  ['hellinger', e => e.hellinger, c => c.tests.hellinger.statistic],
  ['tvd', e => e.tvd, c => c.tests.totalVariation.statistic],
  ['psi', e => e['psi_eps_1e-4'], c => c.tests.psi.statistic],
];

function isClose(kind, ours, theirs) {
  if (kind === 'count') {
    return ours === theirs;
  }
  const distance = Math.abs(ours - theirs);
  if (kind !== 'p') {
    return distance <= Math.max(1e-12, 1e-9 * Math.abs(theirs));
  }
  if (theirs > 1e-12) {
    // Probabilities that are 1 minus a sum keep no digit below 1e-14
    return distance <= Math.max(1e-6 * theirs, 1e-14);
  }
  return theirs === 0
    ? ours < 1e-300
    : Math.abs(Math.log10(ours) - Math.log10(theirs)) <=
        0.01 * Math.abs(Math.log10(theirs));
}

describe(
  'drift compare on real data',
  { skip: !hasData && DATA_ABSENT },
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'plumbline-conformance-'));
    const data = join(folder, 'drift');
    let connection;

    before(async () => {
      execFileSync('tar', ['xzf', ARCHIVE, '-C', folder]);
      const instance = await DuckDBInstance.create(':memory:');
      connection = await instance.connect();
    });
    after(() => rm(folder, { recursive: true, force: true }));

    /** SQL of one side of a window. */
    function sideOf(window, side, files) {
      const file = window[`${side}_file`] ?? files[0];
      const table = file.endsWith('.parquet')
        ? `read_parquet('${join(data, file)}')`
        : `read_csv('${join(data, file)}', nullstr='', header=true, all_varchar=true)`;
      const where = window[`${side}_where`];
      const rows = window[`${side}_rows`];
      const target = window[`${side}_target_file`];
      let sql = `SELECT * FROM ${table}`;
      if (target) {
        const [name, key] = target.split(' join on ');
        sql = `SELECT * FROM (${sql}) l LEFT JOIN read_csv('${join(data, name)}', nullstr='', header=true, all_varchar=true) r USING ("${key}")`;
      }
      if (where) {
        sql = `SELECT * FROM (${sql}) WHERE ${where.replaceAll('date <', 'CAST(date AS DATE) <').replaceAll('date >', 'CAST(date AS DATE) >')}`;
      }
      return rows ? `${sql} LIMIT ${rows[1] - rows[0]} OFFSET ${rows[0]}` : sql;
    }

    const manifest = hasData
      ? JSON.parse(
          execFileSync('tar', [
            'xzfO',
            ARCHIVE,
            'drift/manifest.json',
          ]).toString(),
        )
      : {};
    for (const [
      dataset,
      { files, column_types: types, windows },
    ] of Object.entries(manifest)) {
      for (const [name, window] of Object.entries(windows)) {
        it(`equals SciPy on ${dataset}, ${name}`, async () => {
          const extension = files[0].endsWith('.parquet') ? 'parquet' : 'csv';
          const format =
            extension === 'csv' ? 'FORMAT csv, HEADER' : 'FORMAT parquet';
          const paths = {};
          for (const side of ['ref', 'cur']) {
            paths[side] = join(
              folder,
              `${dataset}-${name}-${side}.${extension}`,
            );
            await connection.run(
              `COPY (${sideOf(window, side, files)}) TO '${paths[side]}' (${format})`,
            );
          }
          const columns = join(folder, `${dataset}.json`);
          writeFileSync(columns, JSON.stringify(types));

          const { code, stdout, stderr } = await runPlumbline([
            'drift',
            'compare',
            '--json',
            '--reference',
            paths.ref,
            '--current',
            paths.cur,
            '--columns',
            columns,
          ]);

          assert.equal(code, 0, stderr);
          const answer = JSON.parse(stdout);
          const expected = JSON.parse(
            readFileSync(join(data, 'expected', `${dataset}.json`), 'utf8'),
          ).windows[name].columns;
          const wrong = [];
          let compared = 0;
          for (const [column, published] of Object.entries(expected)) {
            const figures =
              published.type === 'numeric' ? NUMERIC : CATEGORICAL;
            for (const [figure, theirs, ours, kind] of figures) {
              const value = theirs(published);
              if (typeof value === 'number') {
                compared += 1;
                const own = ours(answer.columns[column]);
                if (!isClose(kind, own, value)) {
                  wrong.push(`${column} ${figure}: ${own} instead of ${value}`);
                }
              }
            }
          }
          assert.deepEqual(wrong, []);
          assert.ok(compared >= 50, `only ${compared} figures were compared`);
        });
      }
    }
  },
);
