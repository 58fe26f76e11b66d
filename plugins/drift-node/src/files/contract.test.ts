import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  checkContract,
  ContractResult,
  parseDataContract,
} from '@plumbline/backstage-plugin-drift-engine';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';
import { openFiles, OpenFilesOptions } from './openFiles';

jest.setTimeout(60_000);

const NOW = '2026-03-02T00:00:00Z';
const HEADER = 'id,age,income,plan,email,at';
const GOOD = Array.from(
  { length: 40 },
  (_, index) =>
    `C-${index},${20 + index},${index}.5,${index % 2 ? 'free' : 'team'},user${index}@example.org,2026-03-01T${String(index % 24).padStart(2, '0')}:00:00Z`,
);
const PROMISES = {
  minimumRows: 10,
  freshness: { column: 'at', maxAge: 'PT24H' },
  columns: {
    id: { type: 'text', required: true, unique: true, prefixes: ['C-'] },
    age: { type: 'integer', min: 0, max: 120 },
    income: { type: 'number', min: 0, maxNullShare: 0.1 },
    plan: { allowed: ['free', 'team'], minLength: 4, maxLength: 4 },
    email: { required: true, maxLength: 40, sensitive: true },
    at: { type: 'time', min: '2026-02-28T23:00:00-01:00' },
  },
};

describe('a contract over files', () => {
  let folder: string;
  let runner: DuckDbRunner;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-contract-'));
    runner = new DuckDbRunner({ folders: [folder] });
  });
  afterAll(async () => {
    await runner.close();
    await rm(folder, { recursive: true, force: true });
  });

  const write = (name: string, lines: readonly string[]) =>
    writeFile(join(folder, name), `${[HEADER, ...lines].join('\n')}\n`);

  async function check(
    paths: string[],
    contract: object = PROMISES,
    options: Partial<OpenFilesOptions> = {},
  ): Promise<ContractResult> {
    const dataSet = await openFiles({
      runner,
      root: folder,
      paths,
      rowPlaces: {},
      ...options,
    });
    try {
      return await checkContract({
        contract: parseDataContract(contract, 'drift.yaml'),
        dataSet,
        windowEnd: options.window?.end,
        now: NOW,
      });
    } finally {
      await dataSet.close();
    }
  }
  const summary = ({ breaches }: ContractResult) =>
    breaches.map(({ id, outcome, rows, examples }) => ({
      id,
      outcome,
      rows,
      examples,
    }));

  it('is kept by rows that are as promised', async () => {
    await write('good.csv', GOOD);
    expect(await check(['good.csv'])).toEqual({
      status: 'kept',
      rows: 40,
      checks: 23,
      broken: 0,
      unknown: 0,
      breaches: [],
    });
  });

  it('names column, rule and rows of every promise that is broken', async () => {
    await write('bad.csv', [
      ...GOOD,
      'C-7,130,,free,,2026-03-01T05:00:00Z',
      'X-1,-1,abc,Gold,someone.with.a.long.name@example.org.long,2026-03-01 05:00:00+00',
      'C-50,12.5,NaN,enterprise,x@y.org,soon',
      'C-51,many,1e3,free,x@y.org,2027-01-01',
    ]);
    const result = await check(['bad.csv']);
    expect(result.status).toBe('broken');
    expect(summary(result)).toEqual([
      {
        id: 'future:at',
        outcome: 'broken',
        rows: 1,
        examples: [{ row: 44, value: '2027-01-01' }],
      },
      {
        id: 'prefixes:id',
        outcome: 'broken',
        rows: 1,
        examples: [{ row: 42, value: 'X-1' }],
      },
      {
        id: 'unique:id',
        outcome: 'broken',
        rows: 2,
        examples: [
          { row: 8, value: 'C-7' },
          { row: 41, value: 'C-7' },
        ],
      },
      {
        id: 'type:age',
        outcome: 'broken',
        rows: 2,
        examples: [
          { row: 43, value: '12.5' },
          { row: 44, value: 'many' },
        ],
      },
      {
        id: 'range:age',
        outcome: 'broken',
        rows: 2,
        examples: [
          { row: 41, value: '130' },
          { row: 42, value: '-1' },
        ],
      },
      {
        id: 'type:income',
        outcome: 'broken',
        rows: 2,
        examples: [
          { row: 42, value: 'abc' },
          { row: 43, value: 'NaN' },
        ],
      },
      {
        id: 'allowed:plan',
        outcome: 'broken',
        rows: 2,
        examples: [
          { row: 42, value: 'Gold' },
          { row: 43, value: 'ente… (10 characters)' },
        ],
      },
      {
        id: 'length:plan',
        outcome: 'broken',
        rows: 1,
        examples: [{ row: 43, value: 'ente… (10 characters)' }],
      },
      {
        id: 'required:email',
        outcome: 'broken',
        rows: 1,
        examples: [{ row: 41 }],
      },
      {
        id: 'length:email',
        outcome: 'broken',
        rows: 1,
        examples: [{ row: 42 }],
      },
      {
        id: 'type:at',
        outcome: 'broken',
        rows: 1,
        examples: [{ row: 43, value: 'soon' }],
      },
    ]);
    expect(result.breaches[4].text).toBe(
      "2 of 44 rows in 'age' are outside 0 to 120.",
    );
    expect(JSON.stringify(result)).not.toContain('someone');
  });

  it('compares times as instants, whatever zone they are written in', async () => {
    await write('zones.csv', [
      'C-1,1,1,free,a,2026-03-01T00:30:00+01:00',
      'C-2,1,1,free,a,2026-02-28T23:30:00',
      'C-3,1,1,free,a,2026-03-01T00:00:00Z',
      'C-4,1,1,free,a,2026-02-28T22:30:00-02:00',
    ]);
    const { breaches } = await check(['zones.csv'], {
      columns: { at: { min: '2026-03-01T00:00:00Z' } },
    });
    expect(breaches.map(({ examples }) => examples)).toEqual([
      [
        { row: 1, value: '2026-03-01T00:30:00+01:00' },
        { row: 2, value: '2026-02-28T23:30:00' },
      ],
    ]);
  });

  it('says how old the newest row is at the end of the window, not today', async () => {
    const window = {
      column: 'at',
      start: '2026-03-01T00:00:00Z',
      end: '2026-03-01T12:00:00Z',
    };
    const fresh = (maxAge: string) =>
      check(['good.csv'], { freshness: { column: 'at', maxAge } }, { window });
    expect((await fresh('PT2H')).status).toBe('kept');
    const stale = await fresh('PT30M');
    expect(stale.breaches[0].text).toBe(
      "The newest time in 'at' is 1 hour old; at most 0.5 hours were promised.",
    );
  });

  it('knows the row of a window in its file', async () => {
    const { breaches } = await check(
      ['good.csv'],
      { columns: { age: { max: 58 } } },
      {
        window: {
          column: 'at',
          start: '2026-03-01T15:00:00Z',
          end: '2026-03-01T16:00:00Z',
        },
      },
    );
    expect(breaches[0].examples).toEqual([{ row: 40, value: '59' }]);
  });

  it('tells files apart, of every format', async () => {
    await mkdir(join(folder, 'many'));
    await write('many/a.csv', GOOD);
    await write('many/b.csv', [
      ...GOOD.slice(0, 3),
      'C-9,500,1,free,a,2026-03-01',
    ]);
    const contract = { columns: { age: { max: 120 } } };
    const csv = await check(['many/*.csv'], contract);
    expect(csv.breaches[0].examples).toEqual([
      { row: 4, file: 'many/b.csv', value: '500' },
    ]);
    const titles = new Map([['many/b.csv', 's3 b.csv']]);
    const named = await check(['many/*.csv'], contract, {
      rowPlaces: { titles },
    });
    expect(named.breaches[0].examples[0].file).toBe('s3 b.csv');

    for (const name of ['a', 'b']) {
      const rows = name === 'b' ? '[{"age": 1}, {"age": 500}]' : '[{"age": 2}]';
      await writeFile(join(folder, `many/${name}.json.gz`), gzipSync(rows));
      await runner.query(
        `COPY (SELECT unnest([1, ${name === 'b' ? 500 : 2}]) AS age) TO '${join(folder, `many/${name}.parquet`)}' (FORMAT parquet)`,
        [],
      );
    }
    const parquet = await check(['many/*.parquet'], contract);
    expect(parquet.breaches[0].examples).toEqual([
      { row: 2, file: 'many/b.parquet', value: '500' },
    ]);
    const one = await check(['many/b.json.gz'], contract);
    expect(one.breaches[0].examples).toEqual([{ row: 2, value: '500' }]);
    // Rows of several JSON files have no number, and none is invented
    const json = await check(['many/*.json.gz'], contract);
    expect(json.breaches[0].examples).toEqual([{ value: '500' }]);
  });

  it('says that without rows only columns and their least number are known', async () => {
    await write('empty.csv', []);
    const result = await check(['empty.csv'], {
      ...PROMISES,
      columns: { ...PROMISES.columns, missing: {} },
    });
    expect(result.status).toBe('broken');
    expect(result.breaches.map(({ text }) => text)).toEqual([
      'The window has 0 rows; at least 10 were promised.',
      "The column 'missing' is missing.",
      'There are no rows to check: 16 promises about them may be kept or broken.',
    ]);
    const promises = { columns: { age: { max: 1 } } };
    expect((await check(['empty.csv'], promises)).status).toBe('unknown');
  });

  it('names columns that were not promised, where they are forbidden', async () => {
    const columns = { id: {}, age: {}, plan: {}, email: {} };
    const { breaches } = await check(['good.csv'], {
      additionalColumns: 'forbidden',
      columns,
    });
    expect(breaches.map(({ text }) => text)).toEqual([
      "The contract forbids other columns than its own, and there are 'income', 'at'.",
    ]);
    expect((await check(['good.csv'], { columns })).status).toBe('kept');
  });

  it('takes names and values of a stranger for what they are', async () => {
    await writeFile(
      join(folder, 'hostile.csv'),
      `"a"" OR 1=1 --","it's"\n"'); DROP TABLE x; --",\u001b[31mred\n1,"x"\n`,
    );
    const { breaches } = await check(['hostile.csv'], {
      columns: {
        'a" OR 1=1 --': { allowed: ["1' OR '1'='1", 1] },
        "it's": { prefixes: ["x'"] },
      },
    });
    expect(breaches.map(({ rows }) => rows)).toEqual([1, 2]);
    expect(breaches[1].examples[0].value).toBe('�[31mred');
  });

  it('has an answer for every type of column', async () => {
    const values: Record<string, string> = {
      tiny: '1::TINYINT',
      huge: '9007199254740993::HUGEINT',
      decimal: '1.5::DECIMAL(10, 2)',
      float: "'NaN'::FLOAT",
      flag: 'TRUE',
      day: "DATE '2026-03-01'",
      moment: "TIMESTAMP '2026-03-01 10:00:00'",
      instant: "TIMESTAMPTZ '2026-03-01 10:00:00+02'",
      forever: "'infinity'::TIMESTAMP",
      hour: "TIME '10:00:00'",
      span: "INTERVAL '1 day'",
      bytes: "'\\xAA'::BLOB",
      uuid: "'00000000-0000-0000-0000-000000000001'::UUID",
      list: '[1, 2]',
      struct: "{'a': 1}",
      nothing: 'NULL::INTEGER',
    };
    await runner.query(
      `COPY (SELECT ${Object.entries(values)
        .map(([name, sql]) => `${sql} AS ${name}`)
        .join(', ')}) TO '${join(folder, 'types.parquet')}' (FORMAT parquet)`,
      [],
    );
    const promises = [
      { type: 'number', min: 0, max: 2, required: true, unique: true },
      { type: 'integer', allowed: [1, true, 'x'] },
      { type: 'boolean', maxNullShare: 0.5 },
      { type: 'time', min: '2026-01-01', max: '2026-12-31' },
      { type: 'text', prefixes: ['2'], minLength: 1, maxLength: 3 },
    ];
    const mistyped: Record<string, string[]> = {};
    for (const promise of promises) {
      const { breaches } = await check(['types.parquet'], {
        columns: Object.fromEntries(
          Object.keys(values).map(name => [name, promise]),
        ),
      });
      expect(breaches.filter(({ outcome }) => outcome === 'unknown')).toEqual(
        [],
      );
      mistyped[promise.type] = breaches
        .filter(({ rule }) => rule === 'type')
        .map(({ column }) => column!);
    }
    const others = ['hour', 'span', 'bytes', 'uuid', 'list', 'struct'];
    const times = ['day', 'moment', 'instant', 'forever'];
    expect(mistyped).toEqual({
      number: ['float', ...times, ...others],
      integer: ['decimal', 'float', ...times, ...others],
      boolean: ['huge', 'decimal', 'float', ...times, ...others],
      time: ['tiny', 'huge', 'decimal', 'float', 'flag', 'forever', ...others],
      text: [],
    });
  });

  it('tells what could not be counted from what was kept', async () => {
    const dataSet = await openFiles({
      runner,
      root: folder,
      paths: ['good.csv'],
    });
    const result = await checkContract({
      contract: parseDataContract(PROMISES, 'drift.yaml'),
      dataSet: {
        ...dataSet,
        columns: dataSet.columns.map(column =>
          column.name === 'age' ? { ...column, nativeType: 'gone()' } : column,
        ),
        runner: {
          dialect: 'duckdb',
          query: (sql, bound) =>
            sql.includes('"age"')
              ? Promise.reject(new Error('age is broken'))
              : runner.query(sql, bound),
        },
      },
      now: NOW,
    });
    await dataSet.close();
    expect(result.status).toBe('unknown');
    expect(result.rows).toBe(40);
    expect(result.breaches.map(({ id, text }) => [id, text])).toEqual([
      [
        'type:age',
        "Whether rows of 'age' are not of type integer could not be checked: age is broken",
      ],
      [
        'range:age',
        "Whether rows of 'age' are outside 0 to 120 could not be checked: age is broken",
      ],
    ]);
  });
});
