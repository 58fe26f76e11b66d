import { Client } from 'pg';
import {
  checkContract,
  parseDataContract,
} from '@plumbline/backstage-plugin-drift-engine';
import { openPostgresTable } from './openPostgresTable';

jest.setTimeout(60_000);

const connectionString = process.env.PLUMBLINE_TEST_POSTGRES;
const describeOnPostgres = connectionString ? describe : describe.skip;

const PROMISES = {
  minimumRows: 2,
  freshness: { column: 'at', maxAge: 'PT24H' },
  columns: {
    id: { required: true, unique: true, prefixes: ['C-'] },
    age: { type: 'integer', min: 0, max: 120 },
    income: { type: 'number', maxNullShare: 0.5 },
    plan: { allowed: ['free', 'team'], minLength: 4, maxLength: 8 },
    active: { type: 'boolean' },
    at: { type: 'time', min: '2026-03-01T02:00:00+02:00' },
    written: { type: 'time' },
  },
};

const ROWS: [string, number, string, string, string, string, string][] = [
  ['C-1', 30, '1.5', 'free', 'True', '2026-03-01T00:00:00Z', '2024-02-29'],
  ['C-1', 130, '1e3', 'Gold', 'maybe', '2026-02-28T23:00:00Z', '2023-02-29'],
  [
    'X-3',
    40,
    'NaN',
    'team',
    '0',
    '2026-03-01T05:00:00Z',
    '2026-03-01 10:00+01',
  ],
  ['C-4', 50, 'many', 'team', 'f', '2027-01-01T00:00:00Z', '2026-02-31T10:00Z'],
  [
    'C-5',
    60,
    '.5',
    'enterprise plan',
    't',
    '2026-03-01T08:00:00Z',
    '0000-01-01',
  ],
];

// eslint-disable-next-line jest/valid-title
describeOnPostgres('a contract over a table of PostgreSQL', () => {
  const client = new Client({ connectionString });
  const schema = `contract_${process.pid}`;

  async function check(promises: object) {
    const table = await openPostgresTable({
      connection: { connectionString },
      title: 'warehouse',
      table: `${schema}.scored`,
    });
    try {
      return await checkContract({
        contract: parseDataContract(promises, 'drift.yaml'),
        dataSet: table,
        now: '2026-03-02T00:00:00Z',
      });
    } finally {
      await table.close();
    }
  }

  beforeAll(async () => {
    await client.connect();
    await client.query(`CREATE SCHEMA ${schema}`);
    await client.query(
      `CREATE TABLE ${schema}.scored (id TEXT, age INTEGER, income TEXT, plan TEXT, active TEXT, "at" TIMESTAMPTZ, written TEXT, place POINT)`,
    );
    for (const row of ROWS) {
      await client.query(
        `INSERT INTO ${schema}.scored VALUES ($1, $2, $3, $4, $5, $6, $7, '(1,2)')`,
        row,
      );
    }
  });
  afterAll(async () => {
    await client.query(`DROP SCHEMA ${schema} CASCADE`);
    await client.end();
  });

  it('names column, rule and rows, by the key of the rows', async () => {
    const { breaches, rows } = await check({ ...PROMISES, key: 'id' });
    expect(rows).toBe(5);
    expect(
      breaches.map(({ id, rows: found, examples }) => [
        id,
        found,
        ...examples.map(({ key, value }) => `${key}: ${value}`),
      ]),
    ).toEqual([
      ['future:at', 1, 'C-4: 2027-01-01 00:00:00+00'],
      ['prefixes:id', 1, 'X-3: X-3'],
      ['unique:id', 2, 'C-1: C-1', 'C-1: C-1'],
      ['range:age', 1, 'C-1: 130'],
      ['type:income', 2, 'C-4: many', 'X-3: NaN'],
      ['allowed:plan', 2, 'C-1: Gold', 'C-5: ente… (15 characters)'],
      ['length:plan', 1, 'C-5: ente… (15 characters)'],
      ['type:active', 1, 'C-1: maybe'],
      ['range:at', 1, 'C-1: 2026-02-28 23:00:00+00'],
      [
        'type:written',
        3,
        'C-1: 2023-02-29',
        'C-4: 2026-02-31T10:00Z',
        'C-5: 0000-01-01',
      ],
    ]);
    expect(breaches.every(({ outcome }) => outcome === 'broken')).toBe(true);
  });

  it('invents no row numbers', async () => {
    const { breaches } = await check({ columns: { age: { max: 120 } } });
    expect(breaches[0].examples).toEqual([{ value: '130' }]);
  });

  it('tells a column that cannot be compared from one that keeps its promise', async () => {
    const { status, breaches } = await check({
      columns: { place: { unique: true }, age: { max: 200 } },
    });
    expect(status).toBe('unknown');
    expect(breaches.map(({ text }) => text)).toEqual([
      expect.stringContaining(
        "Whether rows of 'place' have a value that another row has as well could not be checked: warehouse: could not identify an equality operator",
      ),
    ]);
  });
});
