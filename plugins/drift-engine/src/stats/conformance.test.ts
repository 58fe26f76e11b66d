import { join } from 'node:path';
import { isCloseProbability, isCloseStatistic } from './__fixtures__/isClose';
import {
  describeWithData,
  readJson,
  readRows,
} from '../__testUtils__/conformanceData';
import {
  numericSampleOf,
  pairCategorical,
  pairNumeric,
  SamplePair,
} from '../samples';
import { createTestRegistry, runTest } from './testRegistry';
import { TestResult } from '../tests/DriftTest';

type Row = Record<string, string | undefined>;
type Published = Record<string, any>;

/** The windows of the CSV data sets: how the rows of either side are cut. */
const WINDOWS: Record<
  string,
  Record<
    string,
    (read: (file: string) => Row[]) => { reference: Row[]; current: Row[] }
  >
> = {
  california_housing: {
    all_analysis: read => ({
      reference: read('california_housing_reference.csv'),
      current: joinLabels(
        read('california_housing_analysis.csv'),
        read('california_housing_analysis_gt.csv'),
        'id',
      ),
    }),
    month_2022_03: read => ({
      reference: read('california_housing_reference.csv'),
      current: joinLabels(
        read('california_housing_analysis.csv').filter(
          ({ timestamp = '' }) =>
            timestamp >= '2022-03-01' && timestamp < '2022-04-01',
        ),
        read('california_housing_analysis_gt.csv'),
        'id',
      ),
    }),
  },
  titanic: {
    all: read => ({
      reference: read('titanic_reference.csv'),
      current: joinLabels(
        read('titanic_analysis.csv'),
        read('titanic_target.csv'),
        'PassengerId',
      ),
    }),
  },
  city_weather: {
    seattle_vs_newyork: read => ({
      reference: read('city_weather.csv').filter(
        row => row.location === 'Seattle',
      ),
      current: read('city_weather.csv').filter(
        row => row.location === 'New York',
      ),
    }),
    seattle_2012_vs_2013: read => {
      const seattle = read('city_weather.csv').filter(
        row => row.location === 'Seattle',
      );
      const year = (row: Row) => row.date?.slice(0, 4);
      return {
        reference: seattle.filter(row => year(row) === '2012'),
        current: seattle.filter(row => year(row) === '2013'),
      };
    },
  },
};

function joinLabels(rows: Row[], labels: Row[], key: string): Row[] {
  const byKey = new Map(labels.map(label => [label[key], label]));
  return rows.map(row => ({ ...row, ...byKey.get(row[key]) }));
}

function pairOf(
  type: string,
  reference: Row[],
  current: Row[],
  column: string,
): SamplePair {
  const present = (rows: Row[]) =>
    rows.map(row => row[column]).filter(value => value !== undefined);
  if (type === 'numeric') {
    return pairNumeric(
      numericSampleOf(present(reference).map(Number)),
      numericSampleOf(present(current).map(Number)),
    );
  }
  const count = (values: string[]) => {
    const counts = new Map<string, number>();
    values.forEach(value => counts.set(value, (counts.get(value) ?? 0) + 1));
    return counts;
  };
  return pairCategorical(count(present(reference)), count(present(current)));
}

/** Published figure and where ours stands. */
const NUMERIC: [
  string,
  (e: Published) => unknown,
  (r: Record<string, TestResult>) => unknown,
  'statistic' | 'p',
][] = [
  ['ks', e => e.ks?.statistic, r => r.ks.statistic, 'statistic'],
  ['ks p', e => e.ks?.pvalue_auto, r => r.ks.pValue, 'p'],
  [
    'wasserstein',
    e => e.wasserstein?.statistic,
    r => r.wasserstein.statistic,
    'statistic',
  ],
  [
    'wasserstein normalised',
    e => e.wasserstein?.normed_by_ref_std,
    r => r.wasserstein.scales?.normalised,
    'statistic',
  ],
  ['psi', e => e.psi_ref_deciles?.value, r => r.psi.statistic, 'statistic'],
  [
    'jensenShannon',
    e => e.psi_ref_deciles?.js_base2,
    r => r.jensenShannon.scales?.base2,
    'statistic',
  ],
  [
    'hellinger',
    e => e.psi_ref_deciles?.hellinger,
    r => r.hellinger.statistic,
    'statistic',
  ],
  ['energy', e => e.energy_distance, r => r.energy.statistic, 'statistic'],
  [
    'cramerVonMises',
    e => e.cramervonmises?.statistic,
    r => r.cramerVonMises.statistic,
    'statistic',
  ],
  [
    'cramerVonMises p',
    e => e.cramervonmises?.pvalue_asymptotic,
    r => r.cramerVonMises.pValue,
    'p',
  ],
  [
    'mannWhitney',
    e => e.mannwhitneyu?.U_ref,
    r => r.mannWhitney.statistic,
    'statistic',
  ],
  [
    'mannWhitney p',
    e => e.mannwhitneyu?.pvalue_two_sided_asymptotic,
    r => r.mannWhitney.pValue,
    'p',
  ],
];

const CATEGORICAL: typeof NUMERIC = [
  [
    'chiSquare',
    e => e.chi2_contingency?.statistic,
    r => r.chiSquare.statistic,
    'statistic',
  ],
  [
    'chiSquare p',
    e => e.chi2_contingency?.pvalue,
    r => r.chiSquare.pValue,
    'p',
  ],
  [
    'chiSquare dof',
    e => e.chi2_contingency?.dof,
    r => r.chiSquare.dof,
    'statistic',
  ],
  ['g', e => e.g_test_contingency?.statistic, r => r.g.statistic, 'statistic'],
  ['g p', e => e.g_test_contingency?.pvalue, r => r.g.pValue, 'p'],
  [
    'jensenShannon',
    e => e.jensenshannon_ln,
    r => r.jensenShannon.statistic,
    'statistic',
  ],
  [
    'jensenShannon base 2',
    e => e.jensenshannon_base2,
    r => r.jensenShannon.scales?.base2,
    'statistic',
  ],
  ['hellinger', e => e.hellinger, r => r.hellinger.statistic, 'statistic'],
  ['totalVariation', e => e.tvd, r => r.totalVariation.statistic, 'statistic'],
  ['psi', e => e['psi_eps_1e-4'], r => r.psi.statistic, 'statistic'],
  ['fisher p', e => e.fisher_exact_2x2?.pvalue, r => r.fisher.pValue, 'p'],
  ['z p', e => e.z_two_proportions?.pvalue, r => r.zProportions.pValue, 'p'],
];

describeWithData('published values of real data', folder => {
  const read = (file: string) => readRows(join(folder, file));
  const manifest = readJson(join(folder, 'manifest.json'));
  const registry = createTestRegistry();

  for (const [dataset, windows] of Object.entries(WINDOWS)) {
    const expected = readJson(
      join(folder, 'expected', `${dataset}.json`),
    ).windows;
    for (const [name, cut] of Object.entries(windows)) {
      it(`equals every value of ${dataset}, ${name}`, () => {
        const { reference, current } = cut(read);
        const wrong: string[] = [];
        let compared = 0;
        for (const [column, published] of Object.entries<Published>(
          expected[name].columns,
        )) {
          const type = manifest[dataset].column_types[column];
          const pair = pairOf(type, reference, current, column);
          const results: Record<string, TestResult> = {};
          for (const [id, test] of registry) {
            results[id] = runTest(test, pair);
          }
          for (const [figure, theirs, ours, kind] of type === 'numeric'
            ? NUMERIC
            : CATEGORICAL) {
            const value = theirs(published);
            if (typeof value === 'number') {
              compared += 1;
              const isClose =
                kind === 'p' ? isCloseProbability : isCloseStatistic;
              if (!isClose(ours(results) as number, value)) {
                wrong.push(
                  `${column} ${figure}: ${ours(results)} instead of ${value}`,
                );
              }
            }
          }
        }
        expect(wrong).toEqual([]);
        expect(compared).toBeGreaterThan(30);
      });
    }
  }
});

/** Published vectors that are of a test of ours; the rest are variants of other tools. */
const VECTORS: Record<string, string> = {
  'ks_2samp two-sided': 'ks',
  wasserstein: 'wasserstein',
  energy_distance: 'energy',
  'hellinger categorical': 'hellinger',
  fisher_exact: 'fisher',
};

describeWithData('published vectors', folder => {
  const registry = createTestRegistry();
  const vectors = readJson(
    join(folder, 'published_test_vectors.json'),
  ).vectors.filter((vector: Published) => vector.test in VECTORS);

  it('are there for every test that has one', () => {
    expect(new Set(vectors.map((vector: Published) => vector.test))).toEqual(
      new Set(Object.keys(VECTORS)),
    );
  });

  it.each<[string, Published]>(
    vectors.map((vector: Published, index: number) => [
      `${vector.test}, vector ${index + 1}`,
      vector,
    ]),
  )('are met: %s', (_, vector) => {
    const rows = (values: (string | number)[]) =>
      values.map(value => ({ x: String(value) }));
    const pair = pairOf(
      vector.type ?? 'numeric',
      rows(vector.ref),
      rows(vector.cur),
      'x',
    );
    const result = runTest(registry.get(VECTORS[vector.test])!, pair);
    const distance = (ours: unknown, theirs: unknown) =>
      theirs === undefined ? 0 : Math.abs(Number(ours) - Number(theirs));
    expect(distance(result.statistic, vector.statistic)).toBeLessThanOrEqual(
      vector.tol,
    );
    expect(distance(result.pValue, vector.pvalue)).toBeLessThanOrEqual(
      vector.tol,
    );
  });
});
