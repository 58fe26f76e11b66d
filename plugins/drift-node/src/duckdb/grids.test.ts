import {
  chooseGrid,
  DataSet,
  Grid,
  numericSampleOf,
  profileDataSet,
  ProfileDocument,
  profileSample,
} from '@plumbline/backstage-plugin-drift-engine';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';

jest.setTimeout(60_000);

/** More than are read value by value. */
const ROWS = 250_000;
const EVEN = '((i * 0.6180339887498949e0) % 1e0)';

/** What the baseline's column is like, and that of the window. */
const SHAPES: Record<string, { facts: Parameters<typeof chooseGrid>[0] }> = {
  'whole numbers': {
    facts: { min: -3, max: 20, quartiles: [1, 5, 9], areWholeNumbers: true },
  },
  'equal widths': {
    facts: {
      min: -0.3,
      max: 0.9,
      quartiles: [0, 0.4, 0.6],
      areWholeNumbers: false,
    },
  },
  'two tails': {
    facts: {
      min: -1e6,
      max: 3e7,
      quartiles: [-1, 0.25, 2],
      areWholeNumbers: false,
    },
  },
  'one tail': {
    facts: {
      min: 0.001,
      max: 5e5,
      quartiles: [0.5, 1, 2],
      areWholeNumbers: false,
    },
  },
  'one value': {
    facts: {
      min: 0.1,
      max: 0.1,
      quartiles: [0.1, 0.1, 0.1],
      areWholeNumbers: false,
    },
  },
};

/** Windows, as SQL over `i`: inside, outside on either side, and far away. */
const WINDOWS: Record<string, string> = {
  near: `${EVEN} * 1.2e0`,
  wide: `(${EVEN} - 0.4e0) * 60e0`,
  tails: `CASE WHEN i % 2 = 0 THEN -1e0 ELSE 1e0 END * exp(${EVEN} * 40e0)`,
  positive: `exp(${EVEN} * 20e0 - 8e0)`,
  atoms: `CASE i % 5 WHEN 0 THEN 0.1e0 WHEN 1 THEN -0.3e0 WHEN 2 THEN 5e0 WHEN 3 THEN 5e5 ELSE 3e7 END`,
};

function documentOf(grid: Grid): ProfileDocument {
  const profile = profileSample(numericSampleOf([]), grid);
  return {
    version: 1,
    rows: 0,
    columns: new Map([['x', { type: 'numeric' as const, profile }]]),
  };
}

describe('a grid', () => {
  const runner = new DuckDbRunner({ folders: [] });
  afterAll(() => runner.close());

  for (const [shape, { facts }] of Object.entries(SHAPES)) {
    for (const [window, sql] of Object.entries(WINDOWS)) {
      it(`of ${shape} has the same bins in SQL as in memory (${window})`, async () => {
        const grid = chooseGrid(facts);
        const dataSet: DataSet = {
          runner,
          relation: `(SELECT ${sql} AS x FROM range(${ROWS}) AS r(i))`,
          parameters: [],
          columns: [{ name: 'x', nativeType: 'DOUBLE' }],
          isUntyped: false,
          title: window,
          close: async () => {},
        };
        const { columns } = await profileDataSet({
          dataSet,
          like: documentOf(grid),
        });
        const found = columns.get('x')!.profile!;
        const { columns: values } = await runner.query(
          `SELECT x FROM ${dataSet.relation} AS t`,
          [],
        );
        const wanted = profileSample(
          numericSampleOf(values.x as Float64Array),
          grid,
        );
        expect(found).toMatchObject({
          kind: 'numeric',
          counts: wanted.counts,
          below: { count: wanted.below.count },
          above: { count: wanted.above.count },
          bins: wanted.bins,
          min: wanted.min,
          max: wanted.max,
        });
      });
    }
  }
});
