import { join } from 'node:path';
import {
  describeWithData,
  readJson,
  readRows,
} from '../__testUtils__/conformanceData';
import { ColumnType } from '../columns/columnTypes';
import { columnEvidence } from '../compare/columnEvidence';
import {
  numericSampleOf,
  pairCategorical,
  pairNumeric,
  SamplePair,
} from '../samples';
import { DRIFT_TESTS } from '../stats';
import { ColumnEvidence } from '../verdict/verdict';
import { calibrated } from './calibrated';
import { evidently } from './evidently';
import { nannymlDistance } from './nannymlDistance';

type Row = Record<string, string | undefined>;

function evidenceOf(
  types: Record<string, ColumnType>,
  reference: Row[],
  current: Row[],
): ColumnEvidence[] {
  return Object.entries(types).map(([column, type]) => {
    const values = (rows: Row[]) => rows.flatMap(row => row[column] ?? []);
    const count = (list: string[]) => {
      const counts = new Map<string, number>();
      list.forEach(value => counts.set(value, (counts.get(value) ?? 0) + 1));
      return counts;
    };
    const pair: SamplePair =
      type === 'numeric'
        ? pairNumeric(
            numericSampleOf(values(reference).map(Number)),
            numericSampleOf(values(current).map(Number)),
          )
        : pairCategorical(count(values(reference)), count(values(current)));
    const side = (rows: Row[]) => ({
      rows: rows.length,
      nulls: rows.length - values(rows).length,
      nonFinite: 0,
      mistyped: 0,
    });
    return columnEvidence({
      column,
      type,
      typeReason: undefined,
      weight: undefined,
      reference: side(reference),
      current: side(current),
      pair,
      tests: DRIFT_TESTS,
    });
  });
}

/** Numbers between 0 and 1, the same in every run (Park and Miller, 1988). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}

describeWithData('decisions about real data', folder => {
  const manifest = readJson(join(folder, 'manifest.json'));
  const read = (file: string) => readRows(join(folder, file));
  const housing = read('california_housing_reference.csv');
  const weather = read('city_weather.csv');
  const titanic = read('titanic_reference.csv');
  const typesOf = (name: string) =>
    manifest[name].column_types as Record<string, ColumnType>;

  const windows: [string, string, Row[], Row[]][] = [
    ['titanic', 'all', titanic, read('titanic_analysis.csv')],
    [
      'city_weather',
      'seattle_vs_newyork',
      weather.filter(row => row.location === 'Seattle'),
      weather.filter(row => row.location === 'New York'),
    ],
    [
      'california_housing',
      'all_analysis',
      housing,
      read('california_housing_analysis.csv'),
    ],
  ];

  it.each(windows)(
    'equal those of Evidently for %s, %s',
    (name, window, reference, current) => {
      const expected = readJson(join(folder, 'expected', `${name}.json`))
        .windows[window].columns;
      const types = Object.fromEntries(
        Object.entries(typesOf(name)).filter(
          ([column]) => column in current[0],
        ),
      );
      const { columns } = evidently.decide(
        evidenceOf(types, reference, current),
        {},
      );
      const ours = columns.map(({ column, decidedBy, drifted }) => ({
        column,
        decidedBy,
        drifted,
      }));
      const theirs = Object.keys(types).map(column => ({
        column,
        decidedBy: expected[column].evidently_default.method,
        drifted: expected[column].evidently_default.drifted,
      }));
      expect(ours).toEqual(theirs);
    },
  );

  it.each(windows)(
    'rest on the distances of NannyML for %s, %s',
    (name, window, reference, current) => {
      const expected = readJson(join(folder, 'expected', `${name}.json`))
        .windows[window].columns;
      const types = Object.fromEntries(
        Object.entries(typesOf(name)).filter(
          ([column]) => column in current[0],
        ),
      );
      const wrong = evidenceOf(types, reference, current).filter(
        ({ column, pair }) => {
          const theirs =
            expected[column].nannyml?.jensen_shannon ??
            expected[column].nannyml_js_new_cats_pooled;
          return !(Math.abs(nannymlDistance(pair!)! - theirs) <= 1e-9);
        },
      );
      expect(wrong.map(({ column }) => column)).toEqual([]);
    },
  );

  it('flag at most one column in a hundred where nothing drifted', () => {
    const sets: [Row[], Record<string, ColumnType>][] = [
      [housing, typesOf('california_housing')],
      [weather, typesOf('city_weather')],
      [titanic, typesOf('titanic')],
    ];
    const sizes = [
      [0.5, 0.5],
      [0.8, 0.1],
      [0.7, 0.3],
    ];
    let tested = 0;
    let flagged = 0;
    for (let seed = 1; seed <= 10; seed += 1) {
      const random = createRandom(seed);
      for (const [rows, types] of sets) {
        for (const [left, right] of sizes) {
          const mixed = shuffle(rows, random);
          const cut = Math.floor(left * rows.length);
          const { columns } = calibrated.decide(
            evidenceOf(
              types,
              mixed.slice(0, cut),
              mixed.slice(cut, cut + Math.floor(right * rows.length)),
            ),
            {},
          );
          tested += columns.filter(({ status }) => status !== 'unknown').length;
          flagged += columns.filter(({ drifted }) => drifted).length;
        }
      }
    }
    expect(tested).toBeGreaterThan(500);
    expect(flagged / tested).toBeLessThanOrEqual(0.01);
  });

  it('find the shifts that the data is known for', () => {
    const found = (name: string, reference: Row[], current: Row[]) =>
      calibrated
        .decide(evidenceOf(typesOf(name), reference, current), {})
        .columns.filter(({ drifted }) => drifted)
        .map(({ column }) => column);
    const [, , housingBefore, housingNow] = windows[2];
    expect(found('california_housing', housingBefore, housingNow)).toEqual(
      expect.arrayContaining([
        'Latitude',
        'Longitude',
        'y_pred_proba',
        'y_pred',
      ]),
    );
    const [, , seattle, newYork] = windows[1];
    expect(found('city_weather', seattle, newYork)).toEqual(
      expect.arrayContaining(['temp_max', 'temp_min', 'wind', 'weather']),
    );
  });
});
