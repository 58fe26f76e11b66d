import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';
import { openFiles } from './openFiles';

jest.setTimeout(60_000);

const NAMES = Array.from({ length: 5_000 }, (_, index) => `c${index}`);
const ROWS = 300;

describe('a CSV file of five thousand columns', () => {
  let folder: string;
  let runner: DuckDbRunner;
  const open = (memoryLimit?: string) => {
    runner = new DuckDbRunner({ folders: [folder], memoryLimit });
    return openFiles({ runner, root: folder, paths: ['wide.csv'] });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-wide-'));
    const rows = Array.from({ length: ROWS }, (_, row) =>
      NAMES.map((_name, column) => (row * 31 + column) % 97).join(','),
    );
    await writeFile(
      join(folder, 'wide.csv'),
      `${[NAMES.join(','), ...rows].join('\n')}\n`,
    );
  });
  afterEach(() => runner.close());
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read with the memory that a backend gives by default', async () => {
    const dataSet = await open();
    expect(dataSet.columns).toHaveLength(5_000);
    const { columns } = await dataSet.runner.query(
      `SELECT rowid AS r, CAST(c0 AS INTEGER) AS first, CAST(c4999 AS INTEGER) AS last FROM ${dataSet.relation} AS t`,
      [],
    );
    expect(columns.r).toEqual(Float64Array.from({ length: ROWS }, (_, r) => r));
    expect(columns.first[299]).toBe((299 * 31) % 97);
    expect(columns.last[299]).toBe((299 * 31 + 4_999) % 97);
    await dataSet.close();
  });

  it('is refused by name where the memory is too small for it', async () => {
    await expect(open('48MB')).rejects.toThrow(
      /^wide\.csv does not fit into [\d.]+ MiB of memory/,
    );
  });
});
