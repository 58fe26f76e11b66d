import { DataSet, Dialect, SqlResult } from '../compute/SqlRunner';
import { parseDataContract } from './dataContract';
import { measureContract } from './measureContract';
import { planContract } from './planContract';

const CHECKS = planContract(
  parseDataContract(
    {
      freshness: { column: 'at', maxAge: 'P1D' },
      columns: {
        id: { unique: true, prefixes: ['C-'] },
        age: { type: 'integer', min: 0 },
        at: { type: 'time', max: '2027-01-01' },
      },
    },
    'drift.yaml',
  ),
);

function spyOn(dialect: Dialect, answer: (sql: string) => SqlResult) {
  const statements: string[] = [];
  const dataSet: DataSet = {
    runner: {
      dialect,
      query: async sql => {
        statements.push(sql);
        return answer(sql);
      },
    },
    relation: '"s"."t"',
    parameters: [],
    columns: [
      { name: 'id', nativeType: 'varchar' },
      { name: 'age', nativeType: 'varchar' },
      { name: 'at', nativeType: 'varchar' },
    ],
    isUntyped: false,
    title: 't',
    close: async () => {},
  };
  return { dataSet, statements };
}

/** Five rows, none of which breaks anything. */
const kept = (sql: string): SqlResult => ({
  rowCount: 1,
  columns: Object.fromEntries(
    [...sql.matchAll(/ AS (row_count|breach_\d+|newest|repeated)\b/g)].map(
      ([, name]) => [name, [name === 'row_count' ? 5 : 0]],
    ),
  ),
});

describe('measureContract', () => {
  it.each(['duckdb', 'postgres', 'trino'] as const)(
    'scans the data once, and once more for each unique column: %s',
    async dialect => {
      const { dataSet, statements } = spyOn(dialect, kept);
      const found = await measureContract({
        checks: CHECKS,
        dataSet,
        freshAt: '2026-01-02T00:00:00Z',
        now: '2026-01-02T00:00:00Z',
      });
      expect(found.conditions.size).toBe(7);
      expect(statements).toHaveLength(2);
      expect(statements[0].match(/count\(\*\) FILTER/g)).toHaveLength(6);
      expect(statements[1]).toContain('GROUP BY "id"');
    },
  );

  it('does not even read values of a sensitive column', async () => {
    const column = { allowed: ['a'], sensitive: true };
    const broken = (sql: string): SqlResult => ({
      rowCount: 1,
      columns: Object.fromEntries(
        [...sql.matchAll(/ AS (\w+)(?=[ ,])/g)].map(([, name]) => [name, [1]]),
      ),
    });
    const ask = async (sensitive: boolean) => {
      const { dataSet, statements } = spyOn('postgres', broken);
      await measureContract({
        checks: planContract(
          parseDataContract(
            { key: 'id', columns: { age: { ...column, sensitive } } },
            'drift.yaml',
          ),
        ),
        dataSet,
        freshAt: '2026-01-02T00:00:00Z',
        now: '2026-01-02T00:00:00Z',
        key: 'id',
      });
      return statements[1].replace(/ FROM .*/, '');
    };
    const id = 'SELECT substr(CAST("id" AS TEXT), 1, 200) AS example_key';
    expect(await ask(true)).toBe(id);
    expect(await ask(false)).toBe(
      `${id}, substr(CAST("age" AS TEXT), 1, 40) AS example_shown, length(CAST("age" AS TEXT)) AS example_length`,
    );
  });

  it('reads times of Trino with their offset, or as UTC', async () => {
    const { dataSet, statements } = spyOn('trino', kept);
    await measureContract({
      checks: CHECKS.filter(({ rule }) => rule === 'future'),
      dataSet,
      freshAt: '1970-01-01T01:00:00Z',
      now: '1970-01-01T01:00:00Z',
    });
    expect(statements).toEqual([
      `SELECT count(*) AS row_count, count(*) FILTER (WHERE COALESCE(to_unixtime(COALESCE(TRY(from_iso8601_timestamp(trim(CAST("at" AS VARCHAR)))), TRY_CAST(trim(CAST("at" AS VARCHAR)) AS TIMESTAMP(6) WITH TIME ZONE))) > CAST('3900' AS DOUBLE), FALSE)) AS breach_0 FROM "s"."t" AS t`,
    ]);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const { dataSet } = spyOn('duckdb', () => {
      controller.abort(new Error('cancelled'));
      throw new Error('interrupted');
    });
    await expect(
      measureContract({
        checks: CHECKS,
        dataSet,
        freshAt: '2026-01-02T00:00:00Z',
        now: '2026-01-02T00:00:00Z',
        signal: controller.signal,
      }),
    ).rejects.toThrow('cancelled');
  });
});
