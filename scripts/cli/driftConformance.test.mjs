import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { missingFixtures, runSql, unpackFixtures } from './driftData.mjs';
import { runPlumbline } from './runPlumbline.mjs';

/** Published figure of a numeric column → where the command prints it. */
const NUMERIC = [
  [e => e.ks?.statistic, t => t.ks.statistic],
  [e => e.ks?.pvalue_auto, t => t.ks.pValue, 'p'],
  [e => e.wasserstein?.statistic, t => t.wasserstein.statistic],
  [e => e.wasserstein?.normed_by_ref_std, t => t.wasserstein.normalised],
  [e => e.psi_ref_deciles?.value, t => t.psi.statistic],
  [e => e.psi_ref_deciles?.js_base2, t => t.jensenShannon.base2],
  [
    e => e.psi_ref_deciles && e.psi_ref_deciles.js_base2 * Math.sqrt(Math.LN2),
    t => t.jensenShannon.statistic,
  ],
  [e => e.psi_ref_deciles?.hellinger, t => t.hellinger.statistic],
  [e => e.energy_distance, t => t.energy.statistic],
  [e => e.cramervonmises?.statistic, t => t.cramerVonMises.statistic],
  [e => e.cramervonmises?.pvalue_asymptotic, t => t.cramerVonMises.pValue, 'p'],
  [e => e.mannwhitneyu?.U_ref, t => t.mannWhitney.statistic],
  [
    e => e.mannwhitneyu?.pvalue_two_sided_asymptotic,
    t => t.mannWhitney.pValue,
    'p',
  ],
];

const CATEGORICAL = [
  [e => e.chi2_contingency?.statistic, t => t.chiSquare.statistic],
  [e => e.chi2_contingency?.pvalue, t => t.chiSquare.pValue, 'p'],
  [e => e.chi2_contingency?.dof, t => t.chiSquare.dof],
  [e => e.g_test_contingency?.statistic, t => t.g.statistic],
  [e => e.g_test_contingency?.pvalue, t => t.g.pValue, 'p'],
  [e => e.jensenshannon_ln, t => t.jensenShannon.statistic],
  [e => e.jensenshannon_base2, t => t.jensenShannon.base2],
  [e => e.hellinger, t => t.hellinger.statistic],
  [e => e.tvd, t => t.totalVariation.statistic],
  [e => e['psi_eps_1e-4'], t => t.psi.statistic],
];

const COUNTS = [
  ['n_ref', 'reference'],
  ['n_cur', 'current'],
  ['null_ref', 'nullReference'],
  ['null_cur', 'nullCurrent'],
  ['used_ref', 'usedReference'],
  ['used_cur', 'usedCurrent'],
];

function isClose(ours, theirs, kind) {
  if (typeof ours !== 'number') {
    return false;
  }
  if (kind !== 'p') {
    return Math.abs(ours - theirs) <= Math.max(1e-12, 1e-9 * Math.abs(theirs));
  }
  if (theirs > 1e-12) {
    // Probabilities that are 1 minus a sum keep no digit below 1e-14
    return Math.abs(ours - theirs) <= Math.max(1e-6 * theirs, 1e-14);
  }
  const [a, b] = [Math.log10(ours), Math.log10(theirs)];
  return ours === theirs || Math.abs(a - b) <= 0.01 * Math.abs(b);
}

/** SQL of one side of a window. */
function sideSql(folder, files, window, side, isText) {
  const read = file =>
    file.endsWith('.parquet')
      ? `SELECT * FROM read_parquet('${join(folder, file)}')`
      : `SELECT * FROM read_csv('${join(folder, file)}', nullstr = ''${isText ? ', all_varchar = true' : ''})`;
  let from = `(${read(window[`${side}_file`] ?? files[0])})`;
  const target = window[`${side}_target_file`];
  if (target) {
    const [, file, key] = /^(\S+) join on (\S+)$/.exec(target);
    from = `(SELECT * FROM ${from} LEFT JOIN (${read(file)}) USING (${key}))`;
  }
  const where = window[`${side}_where`]?.replace(
    /\bdate\b(?= *[<>=])/g,
    'CAST(date AS DATE)',
  );
  const rows = window[`${side}_rows`];
  const cut = rows ? ` LIMIT ${rows[1] - rows[0]} OFFSET ${rows[0]}` : '';
  return `SELECT * FROM ${from}${where ? ` WHERE ${where}` : ''}${cut}`;
}

describe(
  'plumbline drift compare on published data',
  { skip: missingFixtures },
  () => {
    let folder;
    let data;
    let manifest;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'plumbline-cli-'));
      if (!missingFixtures) {
        data = unpackFixtures(folder);
        manifest = JSON.parse(
          await readFile(join(data, 'manifest.json'), 'utf8'),
        );
      }
    });
    after(() => rm(folder, { recursive: true, force: true }));

    for (const format of ['csv', 'parquet']) {
      test(`equals every published value, from ${format} files`, async t => {
        for (const [name, { files, column_types, windows }] of Object.entries(
          manifest,
        )) {
          const expected = JSON.parse(
            await readFile(join(data, 'expected', `${name}.json`), 'utf8'),
          ).windows;
          const columnsFile = join(folder, `${name}.columns.json`);
          await writeFile(columnsFile, JSON.stringify(column_types));
          for (const [windowName, window] of Object.entries(windows)) {
            await t.test(`${name}, ${windowName}`, async () => {
              const at = join(folder, `${name}-${windowName}-${format}`);
              await mkdir(at);
              const sides = ['ref', 'cur'].map(side =>
                join(at, `${side}.${format}`),
              );
              await runSql(
                ['ref', 'cur'].map(
                  (side, index) =>
                    `COPY (${sideSql(data, files, window, side, format === 'csv')}) TO '${sides[index]}' (FORMAT ${format}${format === 'csv' ? ', HEADER' : ''})`,
                ),
              );
              const { code, stdout, stderr } = await runPlumbline([
                'drift',
                'compare',
                '--reference',
                sides[0],
                '--current',
                sides[1],
                '--columns',
                columnsFile,
                '--json',
              ]);
              assert.equal(code, 0, stderr);
              const comparison = JSON.parse(stdout);
              const wrong = [];
              let compared = 0;
              const compare = (what, ours, theirs, kind) => {
                compared += 1;
                if (!isClose(ours, theirs, kind)) {
                  wrong.push(`${what}: ${ours} instead of ${theirs}`);
                }
              };
              assert.deepEqual(
                Object.keys(comparison.columns).sort(),
                Object.keys(column_types).sort(),
              );
              for (const [column, published] of Object.entries(
                expected[windowName].columns,
              )) {
                const ours = comparison.columns[column];
                assert.equal(ours.type, column_types[column]);
                for (const [theirs, mine] of COUNTS) {
                  compare(
                    `${column} ${theirs}`,
                    ours.counts[mine],
                    published[theirs],
                  );
                }
                if (published.n_new_categories !== undefined) {
                  compare(
                    `${column} new categories`,
                    ours.counts.newCategories,
                    published.n_new_categories,
                  );
                }
                for (const [theirs, mine, kind] of ours.type === 'numeric'
                  ? NUMERIC
                  : CATEGORICAL) {
                  const value = theirs(published);
                  if (typeof value === 'number') {
                    compare(`${column} ${mine}`, mine(ours.tests), value, kind);
                  }
                }
              }
              assert.deepEqual(wrong, []);
              assert.ok(compared > 60, `only ${compared} values compared`);
            });
          }
        }
      });
    }
  },
);
