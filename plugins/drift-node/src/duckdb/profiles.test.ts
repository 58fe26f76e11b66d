import {
  compareDataSets,
  DataSet,
  numericSampleOf,
  pairNumeric,
  runTest,
  createTestRegistry,
} from '@plumbline/backstage-plugin-drift-engine';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';

jest.setTimeout(60_000);

const ROWS = 300_000;

/** The columns, as SQL over `i` and the side's shift. */
const COLUMNS: Record<string, (shift: number) => string> = {
  even: shift => `((i * 0.6180339887498949e0 + ${shift}e0) % 1e0)`,
  tail: shift =>
    `exp(12e0 * ((i * 0.7548776662466927e0) % 1e0)) * ${1 + shift}e0`,
  whole: shift =>
    `CAST(floor(((i * 0.5698402909980532e0) % 1e0) * 900e0 + ${shift * 100}e0) AS INTEGER)`,
  holes: shift =>
    `CASE WHEN i % 50 = 0 THEN NULL WHEN i % 77 = 0 THEN CAST('NaN' AS DOUBLE) WHEN i % 1001 = 0 THEN CAST('Infinity' AS DOUBLE) ELSE ((i * 0.6180339887498949e0) % 1e0) + ${shift}e0 END`,
};

describe('large data sets', () => {
  const runner = new DuckDbRunner({ folders: [] });
  afterAll(() => runner.close());

  function dataSet(title: string, shift: number): DataSet {
    const list = Object.entries(COLUMNS).map(
      ([name, sql]) => `${sql(shift)} AS "${name}"`,
    );
    return {
      runner,
      relation: `(SELECT ${list.join(', ')} FROM range(1, ${ROWS + 1}) AS r(i))`,
      parameters: [],
      columns: Object.keys(COLUMNS).map(name => ({
        name,
        nativeType: name === 'whole' ? 'INTEGER' : 'DOUBLE',
      })),
      isUntyped: false,
      title,
      close: async () => {},
    };
  }

  async function valuesOf(
    source: DataSet,
    column: string,
  ): Promise<Float64Array> {
    const result = await runner.query(
      `SELECT CAST("${column}" AS DOUBLE) AS v FROM ${source.relation} AS t WHERE isfinite("${column}")`,
      [],
    );
    return result.columns.v as Float64Array;
  }

  const reference = dataSet('reference', 0);
  const current = dataSet('current', 0.02);
  const types = new Map(
    Object.keys(COLUMNS).map(name => [name, 'numeric' as const]),
  );

  it('are compared by profiles whose bounds hold the exact statistic', async () => {
    const { evidence, rows } = await compareDataSets({
      reference,
      current,
      types,
    });
    expect(rows).toEqual({ reference: ROWS, current: ROWS });
    for (const { column, tests } of evidence) {
      const pair = pairNumeric(
        numericSampleOf(await valuesOf(reference, column)),
        numericSampleOf(await valuesOf(current, column)),
      );
      for (const id of ['ks', 'wasserstein']) {
        const exact = runTest(createTestRegistry().get(id)!, pair).statistic!;
        const { statistic, bounds } = tests[id];
        expect({
          column,
          id,
          isHeld: (bounds?.low ?? statistic!) <= exact * (1 + 1e-9),
        }).toEqual({ column, id, isHeld: true });
        expect({
          column,
          id,
          isHeld: (bounds?.high ?? statistic!) >= exact * (1 - 1e-9),
        }).toEqual({ column, id, isHeld: true });
        expect(Math.abs(statistic! - exact)).toBeLessThan(0.01 * exact + 1e-3);
      }
    }
  });

  it('have the exact statistics after a narrowing scan', async () => {
    const { evidence } = await compareDataSets({
      reference,
      current,
      types,
      exact: true,
    });
    for (const { column, tests } of evidence) {
      const pair = pairNumeric(
        numericSampleOf(await valuesOf(reference, column)),
        numericSampleOf(await valuesOf(current, column)),
      );
      const exact = (id: string) =>
        runTest(createTestRegistry().get(id)!, pair).statistic!;
      expect(tests.ks.statistic).toBe(exact('ks'));
      expect(tests.ks.bounds).toBeUndefined();
      expect(tests.wasserstein.statistic! / exact('wasserstein')).toBeCloseTo(
        1,
        9,
      );
    }
  });

  it('count nulls and values that are not finite apart', async () => {
    const { evidence } = await compareDataSets({ reference, current, types });
    const holes = evidence.find(({ column }) => column === 'holes')!;
    const { columns } = await runner.query(
      `SELECT count(*) FILTER (holes IS NULL) AS nulls, count(*) FILTER (NOT isfinite(holes)) AS odd FROM ${reference.relation} AS t`,
      [],
    );
    expect(holes.reference).toEqual({
      rows: ROWS,
      nulls: columns.nulls[0],
      nonFinite: columns.odd[0],
      mistyped: 0,
    });
  });
});
