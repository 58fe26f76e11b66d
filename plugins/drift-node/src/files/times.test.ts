import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  RowProfiler,
  compareDataSets,
  profileBaseline,
} from '@plumbline/backstage-plugin-drift-engine';
import { DuckDbRunner } from '@plumbline/backstage-plugin-kit-duckdb';
import { openFiles } from './openFiles';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-11-01T00:00:00Z');
const FORMS = [
  (time: Date) => time.toISOString(),
  (time: Date) => time.toISOString().replace('T', ' ').replace('Z', ''),
  (time: Date) => time.toISOString().replace('Z', '+00:00'),
];

const daysFrom = (first: number) =>
  Array.from({ length: 300 }, (_, row) =>
    FORMS[row % FORMS.length](
      new Date(START + first * DAY_MS + ((row * 7919) % 300) * 600_000),
    ),
  );

describe('times in a CSV file', () => {
  let folder: string;
  let runner: DuckDbRunner;
  const types = new Map([['at', { type: 'datetime' as const }]]);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plumbline-times-'));
    runner = new DuckDbRunner({ folders: [folder] });
    const write = (name: string, values: readonly string[]) =>
      writeFile(
        join(folder, name),
        `at,x\n${values.map(v => `${v},1\n`).join('')}`,
      );
    await write('before.csv', daysFrom(0));
    await write('after.csv', daysFrom(30));
    await write('odd.csv', [
      ...daysFrom(0),
      '',
      'yesterday',
      '2026-02-30',
      '2026-11-01',
    ]);
  });
  afterAll(async () => {
    await runner.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = (name: string) =>
    openFiles({ runner, root: folder, paths: [name] });

  it('are the same numbers whether they lie in a file or come one by one', async () => {
    const dataSet = await open('odd.csv');
    const scanned = await profileBaseline({ dataSet, types });
    const profiler = new RowProfiler(scanned);
    const values = [
      ...daysFrom(0),
      null,
      'yesterday',
      '2026-02-30',
      '2026-11-01',
    ];
    values.forEach(at => profiler.add({ at }));
    const [left, right] = [scanned, profiler.profile()].map(
      ({ columns }) => columns.get('at')!.profile as any,
    );
    expect(left.counts).toEqual({
      rows: 304,
      nulls: 1,
      nonFinite: 0,
      mistyped: 2,
    });
    expect(right.counts).toEqual(left.counts);
    expect(right.bins).toEqual(left.bins);
    expect(right.min).toBe(START / 1000);
    await dataSet.close();
  });

  it('go on without drift', async () => {
    const [reference, current] = [
      await open('before.csv'),
      await open('after.csv'),
    ];
    const { verdicts } = await compareDataSets({
      reference,
      current,
      types: new Map([['at', 'datetime']]),
    });
    expect(verdicts[0]).toMatchObject({
      status: 'unknown',
      drifted: false,
      reasons: [
        'Times: their nulls and types are compared; that they go on is no drift.',
      ],
    });
    await Promise.all([reference.close(), current.close()]);
  });
});
