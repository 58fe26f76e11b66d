import { Client } from 'pg';
import {
  compareDataSets,
  ColumnType,
  DataSet,
  profileBaseline,
} from '@plumbline/backstage-plugin-drift-engine';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';
import { openPostgresTable } from './openPostgresTable';

jest.setTimeout(60_000);

const connectionString = process.env.PLUMBLINE_TEST_POSTGRES;
const describeOnPostgres = connectionString ? describe : describe.skip;

const TYPES = new Map<string, { type: ColumnType }>([
  ['amount', { type: 'numeric' }],
  ['tail', { type: 'numeric' }],
  ['visits', { type: 'numeric' }],
  ['plan', { type: 'categorical' }],
]);

/** Rows with nulls, NaN, infinity, ties and a heavy tail; the same every time. */
const ROWS = Array.from({ length: 3_000 }, (_, i) => {
  const share = (i * 0.6180339887498949) % 1;
  const odd: [number, string][] = [
    [97, 'NaN'],
    [101, 'Infinity'],
  ];
  const special = odd.find(([every]) => i % every === 0)?.[1];
  return {
    amount: i % 50 === 0 ? undefined : (special ?? String(share * 100 - 20)),
    tail: String(Math.exp(14 * share)),
    visits: String(Math.floor(share * 40)),
    plan: i % 40 === 0 ? undefined : `plan "${i % 7}"`,
    at: new Date(Date.UTC(2026, 10, 1) + i * 600_000).toISOString(),
  };
});

const quote = (text: string | undefined, type: string) =>
  text === undefined
    ? 'NULL'
    : `CAST('${text.replaceAll("'", "''")}' AS ${type})`;

function valuesOf(double: string, time: string, text: string): string {
  return ROWS.map(
    row =>
      `(${quote(row.amount, double)}, ${quote(row.tail, double)}, ${quote(row.visits, 'INTEGER')}, ${quote(row.plan, text)}, ${quote(row.at, time)})`,
  ).join(', ');
}

// eslint-disable-next-line jest/valid-title
describeOnPostgres('a table of PostgreSQL', () => {
  const runner = new DuckDbRunner({ folders: [] });
  const client = new Client({ connectionString });
  const schema = `drift_${process.pid}`;
  const open = (more: object = {}) =>
    openPostgresTable({
      connection: { connectionString },
      title: 'warehouse',
      table: `${schema}.Scored`,
      ...more,
    });
  let local: DataSet;

  beforeAll(async () => {
    await client.connect();
    await client.query(`CREATE SCHEMA ${schema}`);
    await client.query(
      `CREATE TABLE ${schema}."Scored" AS SELECT * FROM (VALUES ${valuesOf('DOUBLE PRECISION', 'TIMESTAMPTZ', 'TEXT')}) AS t(amount, tail, visits, plan, "at")`,
    );
    await runner.query(
      `CREATE TABLE scored AS SELECT * FROM (VALUES ${valuesOf('DOUBLE', 'TIMESTAMPTZ', 'VARCHAR')}) AS t(amount, tail, visits, plan, "at")`,
      [],
    );
    local = {
      runner,
      relation: 'scored',
      parameters: [],
      columns: [
        { name: 'amount', nativeType: 'DOUBLE' },
        { name: 'tail', nativeType: 'DOUBLE' },
        { name: 'visits', nativeType: 'INTEGER' },
        { name: 'plan', nativeType: 'VARCHAR' },
        { name: 'at', nativeType: 'TIMESTAMPTZ' },
      ],
      isUntyped: false,
      title: 'local',
      close: async () => {},
    };
  });
  afterAll(async () => {
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.end();
    await runner.close();
  });

  it('has the statistics of the same rows in DuckDB, and nothing drifted between them', async () => {
    const table = await open();
    const types = new Map([...TYPES].map(([name, { type }]) => [name, type]));
    const { evidence, dataset } = await compareDataSets({
      reference: local,
      current: table,
      types,
    });
    await table.close();
    expect(dataset.status).toBe('ok');
    for (const { tests, reference, current } of evidence) {
      expect(current).toEqual(reference);
      expect((tests.ks ?? tests.chiSquare).statistic).toBe(0);
    }
  });

  it('gives the counts and the grids that DuckDB gives', async () => {
    const table = await open();
    const here = await profileBaseline({ dataSet: local, types: TYPES });
    const there = await profileBaseline({ dataSet: table, types: TYPES });
    await table.close();
    const factsOf = ({ columns }: typeof here) =>
      [...columns].map(([name, { profile }]) => ({
        name,
        counts: profile!.counts,
        ...(profile!.kind === 'numeric' && {
          kind: profile!.grid.kind,
          min: profile!.min,
          max: profile!.max,
        }),
      }));
    expect(factsOf(there)).toEqual(factsOf(here));
  });

  it('is cut to a window of time, whose end is not part of it', async () => {
    const table = await open({
      window: {
        column: 'at',
        start: '2026-11-02T00:00:00Z',
        end: '2026-11-03T00:00:00Z',
      },
    });
    const { rows } = await compareDataSets({
      reference: local,
      current: table,
      types: new Map([['amount', 'numeric']]),
    });
    await table.close();
    expect(rows.current).toBe(144);
  });

  it('keeps digits that are text as they are', async () => {
    const dataSet = await open();
    const { columns } = await dataSet.runner.query(
      "SELECT v, CAST(v AS BIGINT) AS n FROM (VALUES ('007'), ('7')) AS t(v)",
      [],
    );
    expect(columns.v).toEqual(['007', '7']);
    expect(columns.n).toEqual(Float64Array.of(7, 7));
    await dataSet.close();
  });

  it('is never written to', async () => {
    const table = await open();
    await expect(
      table.runner.query(`DELETE FROM ${table.relation}`, []),
    ).rejects.toThrow(
      'warehouse: cannot execute DELETE in a read-only transaction',
    );
    await table.close();
  });

  it('that does not exist is refused by name', async () => {
    await expect(open({ table: 'nobody' })).rejects.toThrow(
      'There is no table public.nobody',
    );
  });

  it('does not tell the password when it cannot be reached', async () => {
    const attempt = openPostgresTable({
      connection: { connectionString: 'postgresql://me:hunter2@127.0.0.1:1/x' },
      title: 'warehouse',
      table: 'scored',
    });
    await expect(attempt).rejects.toThrow('warehouse cannot be reached');
    await expect(attempt).rejects.not.toThrow('hunter2');
  });

  it('stops a statement when the run is cancelled', async () => {
    const table = await open();
    const controller = new AbortController();
    const slow = table.runner.query('SELECT pg_sleep(60)', [], {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(new Error('cancelled by Ada')), 200);
    await expect(slow).rejects.toThrow('cancelled by Ada');
    await table.close();
  });

  it('reads text of times as the time it names', async () => {
    await client.query(
      `CREATE TABLE ${schema}."Texts" AS SELECT * FROM (VALUES ('2026-11-01T00:00:10Z'), ('2026-11-01 00:00:20'), ('2026-11-01T01:00:30+01:00'), ('2026-11-01'), ('yesterday'), (NULL)) AS t("at")`,
    );
    const table = await open({ table: `${schema}.Texts` });
    const { columns } = await profileBaseline({
      dataSet: table,
      types: new Map([['at', { type: 'datetime' }]]),
    });
    const start = Date.parse('2026-11-01T00:00:00Z') / 1000;
    expect(columns.get('at')!.profile).toMatchObject({
      counts: { rows: 6, nulls: 1, mistyped: 1 },
      min: start,
      max: start + 30,
    });
    await table.close();
  });
});
