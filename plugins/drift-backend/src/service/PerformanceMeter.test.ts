import { Knex } from 'knex';
import { resolveWindows } from '@plumbline/backstage-plugin-drift-engine';
import { MODEL, makeDocument } from '../__testUtils__/startDrift';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { MonitorRecord, RunOutcome } from '../domain/records';
import { Outcomes } from '../sources/Outcomes';
import { PredictionRow, TooManyRows } from '../sources/performanceRows';
import { createStores } from '../store/createStores';
import { MIGRATIONS } from '../store/migrations';
import { buildMonitor, readDocument } from './MonitorService';
import { PerformanceMeter } from './PerformanceMeter';
import { RunFinisher } from './RunFinisher';
import { buildRun } from './RunService';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-11-01T06:00:00Z');
const databases = createTestDatabases();
const calm: RunOutcome = {
  state: 'finished',
  status: 'ok',
  headline: 'None of 3 features drifted.',
  tested: 3,
  drifted: 0,
  worst: [],
  columns: [],
};

/** Rows of a day, of which so many of a hundred are predicted right. */
function rowsOf(day: number, right: number, labelled = 400): PredictionRow[] {
  return Array.from({ length: 400 }, (_, i) => {
    const isYes = i % 2 === 0;
    const isRight = i % 100 < right;
    return {
      time: Date.parse('2026-11-01T00:00:00Z') + day * DAY_MS + i,
      prediction: isYes ? '1' : '0',
      label: i < labelled ? String(Number(isYes === isRight)) : undefined,
    };
  });
}

describe.each(databases.eachSupportedId())('performance on %s', databaseId => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;
  let monitor: MonitorRecord;
  let nowMs = START;
  let outcomes: () => Outcomes;
  let spans: { start: string; end: string }[];

  const now = () => nowMs;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await migrate(knex, MIGRATIONS);
    stores = createStores(knex);
    nowMs = START;
    spans = [];
    const text = makeDocument({
      spec: {
        performance: {
          problem: 'binary',
          prediction: 'prediction',
          label: 'label',
        },
      },
    });
    monitor = buildMonitor({
      document: readDocument(text, 'test'),
      text,
      entityRef: MODEL,
      ownerRef: 'group:default/ml-team',
      origin: 'api',
      now: new Date(START).toISOString(),
    });
    await stores.monitors.insert(monitor);
  });
  afterEach(() => knex.destroy());

  const files = {
    read: async ({ span }: { span: { start: string; end: string } }) => {
      spans.push(span);
      return outcomes();
    },
  };

  /** A day passes, with a run in its morning over the day before. */
  async function passDay(
    rows: PredictionRow[] | (() => Outcomes),
    outcome: RunOutcome = calm,
  ) {
    outcomes =
      typeof rows === 'function'
        ? rows
        : () => ({ rows, baseline: rowsOf(-9, 90), orphans: 7 });
    const [window] = resolveWindows({
      length: 'P1D',
      until: new Date(nowMs).toISOString(),
      count: 1,
    });
    const time = new Date(nowMs).toISOString();
    const run = buildRun({
      monitorId: monitor.id,
      trigger: 'schedule',
      window,
      now: time,
    });
    await stores.runs.enqueue(run, run.id);
    const claimed = await stores.runs.claim({
      owner: 'test',
      now: time,
      until: new Date(nowMs + 60_000).toISOString(),
    });
    const meter = new PerformanceMeter({
      ...stores,
      files,
      predictions: files,
      now,
    });
    await new RunFinisher({ ...stores, now }).finish({
      run: claimed!,
      lease: { runId: run.id, owner: 'test' },
      outcome,
      performance: await meter.measure(claimed!, signal),
      startedMs: nowMs,
    });
    nowMs += DAY_MS;
    return {
      monitor: (await stores.monitors.get(monitor.id))!,
      run: (await stores.runs.get(run.id))!,
    };
  }

  const windowOf = async (day: number) => {
    const windows = await stores.performance.listWindows({
      monitorId: monitor.id,
      limit: 50,
    });
    const start = new Date(
      Date.parse('2026-11-01T00:00:00Z') + day * DAY_MS,
    ).toISOString();
    return windows.find(({ windowStart }) => windowStart === start);
  };
  const accuracyOf = async (day: number) =>
    (await windowOf(day))?.points.find(({ metric }) => metric === 'accuracy');
  const notices = async () => {
    const rows = await knex('notices').orderBy('created_at');
    return rows.map(row => JSON.parse(row.payload));
  };

  it('makes a run warn when the model got worse, and says by how much', async () => {
    const { monitor: told, run } = await passDay(rowsOf(-1, 75));
    expect(told).toMatchObject({
      status: 'warn',
      statusSince: '2026-10-31T00:00:00.000Z',
      headline:
        'Accuracy fell from 0.9 to 0.75 since 31 Oct (400 labelled rows of 31 Oct); 4 other figures are worse too. None of 3 features drifted.',
      performance: { status: 'warn', kind: 'realised', metric: 'accuracy' },
    });
    expect(run).toMatchObject({ status: 'warn', inputStatus: 'ok' });
    expect(run.headline).toContain('Accuracy fell from 0.9 to 0.75');
  });

  it('is critical when a quarter is lost', async () => {
    const { run } = await passDay(rowsOf(-1, 50));
    expect(run).toMatchObject({ status: 'critical', inputStatus: 'ok' });
  });

  it('neither praises nor blames what has too few labels', async () => {
    const { monitor: told } = await passDay(rowsOf(-1, 0, 50));
    expect(told).toMatchObject({
      status: 'ok',
      headline: 'None of 3 features drifted.',
      performance: {
        status: 'unknown',
        sentence: expect.stringContaining('50 labelled rows are not enough'),
      },
    });
  });

  it('follows labels that come late, and changes each number once', async () => {
    await passDay(rowsOf(-1, 75, 0));
    expect(await windowOf(-1)).toMatchObject({ labelled: 0, points: [] });
    await passDay(rowsOf(-1, 75, 200));
    const first = await windowOf(-1);
    expect(first).toMatchObject({ labelled: 200 });
    expect(await accuracyOf(-1)).toMatchObject({ value: 0.75, status: 'warn' });
    await passDay(rowsOf(-1, 75, 200));
    expect(await windowOf(-1)).toEqual(first);
    await passDay(rowsOf(-1, 75, 400));
    expect(await windowOf(-1)).toMatchObject({ labelled: 400 });
  });

  it('looks no more at windows that have all their labels', async () => {
    await passDay(() => ({
      rows: Array.from({ length: 31 }, (_, ago) => rowsOf(-ago, 90)).flat(),
      baseline: rowsOf(-40, 90),
    }));
    await passDay([...rowsOf(-1, 90), ...rowsOf(0, 90)]);
    expect(spans.map(({ start }) => start.slice(0, 10))).toEqual([
      '2026-10-02',
      '2026-11-01',
    ]);
  });

  it('opens one alert after two bad windows of three, and tells once', async () => {
    await passDay(rowsOf(-1, 75));
    // No new label: one bad window is not counted again
    await passDay(rowsOf(-1, 75));
    await passDay(rowsOf(-1, 75));
    expect(await notices()).toEqual([]);
    await passDay([...rowsOf(-1, 75), ...rowsOf(0, 75)]);
    await passDay([...rowsOf(-1, 75), ...rowsOf(0, 75), ...rowsOf(1, 75)]);
    expect(await notices()).toMatchObject([
      {
        title: 'Loss of performance: credit-risk',
        severity: 'high',
        description: expect.stringMatching(/^Accuracy fell from 0\.9 to 0\.75/),
      },
    ]);
    expect(await stores.alerts.getNewest(monitor.id)).toMatchObject({
      state: 'open',
      status: 'warn',
    });
  });

  it('closes the alert after three good windows, and not for want of labels', async () => {
    const bad = [...rowsOf(-2, 75), ...rowsOf(-1, 75)];
    await passDay(bad);
    for (let day = 0; day < 4; day += 1) {
      await passDay(bad);
    }
    expect((await stores.alerts.getNewest(monitor.id))?.state).toBe('open');
    await passDay([
      ...bad,
      ...rowsOf(0, 90),
      ...rowsOf(1, 90),
      ...rowsOf(2, 90),
    ]);
    expect((await stores.alerts.getNewest(monitor.id))?.state).toBe('closed');
    expect((await notices()).map(({ title }) => title)).toEqual([
      'Loss of performance: credit-risk',
      'Drift is over: credit-risk',
    ]);
  });

  it('does not open again, by what it knew, an alert that a person closed', async () => {
    const bad = [...rowsOf(-2, 75), ...rowsOf(-1, 75)];
    await passDay(bad);
    const alert = (await stores.alerts.getNewest(monitor.id))!;
    const at = new Date(nowMs).toISOString();
    await stores.alerts.change({
      alert,
      change: { state: 'closed', closedAt: at, updatedAt: at },
      event: { at, action: 'closed' },
    });
    await passDay(bad);
    await passDay(bad);
    expect((await stores.alerts.getNewest(monitor.id))?.state).toBe('closed');
    await passDay([...bad, ...rowsOf(1, 75)]);
    expect((await stores.alerts.getNewest(monitor.id))?.state).toBe('open');
  });

  it('keeps the numbers when labels cannot be read, and says so', async () => {
    await passDay(rowsOf(-1, 75));
    const before = await windowOf(-1);
    const { monitor: told, run } = await passDay(() => {
      throw new Error('labels.csv is not there');
    });
    expect(run.state).toBe('finished');
    expect(await windowOf(-1)).toEqual(before);
    expect(told.performance).toMatchObject({
      status: 'warn',
      error: 'labels.csv is not there',
      sentence: expect.stringMatching(
        /^Accuracy fell .* could not be measured again: labels\.csv is not there/,
      ),
    });
    expect(await stores.performance.getMeasurement(monitor.id)).toMatchObject({
      orphans: 7,
      error: 'labels.csv is not there',
    });
  });

  it('does not go on praising what it cannot measure any more', async () => {
    await passDay(rowsOf(-1, 90));
    const { monitor: told } = await passDay(() => {
      throw new Error('gone');
    });
    expect(told).toMatchObject({
      status: 'ok',
      performance: { status: 'unknown' },
    });
  });

  it('does not call fine what nobody predicts any more', async () => {
    await passDay(rowsOf(-1, 90));
    const { monitor: told } = await passDay(rowsOf(-1, 90));
    expect(told.performance).toMatchObject({
      status: 'unknown',
      sentence:
        "Accuracy 0.9 (400 labelled rows of 31 Oct): no worse than the baseline's 0.9. No prediction has come since.",
    });
  });

  it('keeps numbers whose labels were taken away', async () => {
    await passDay(rowsOf(-1, 75, 300));
    const before = await windowOf(-1);
    await passDay(rowsOf(-1, 75, 0));
    expect(await windowOf(-1)).toEqual(before);
  });

  it('measures fewer windows where all do not fit', async () => {
    await passDay(() => {
      if (spans.length < 3) {
        throw new TooManyRows('window.csv');
      }
      return { rows: rowsOf(-1, 90), baseline: rowsOf(-40, 90) };
    });
    expect(spans.map(({ start }) => start.slice(0, 10))).toEqual([
      '2026-10-02',
      '2026-10-17',
      '2026-10-24',
    ]);
    expect(await accuracyOf(-1)).toMatchObject({ value: 0.9 });
  });

  it('says both when inputs left the baseline as well, the worse first', async () => {
    const { monitor: told } = await passDay(rowsOf(-1, 75), {
      ...calm,
      status: 'critical',
      headline: '2 of 3 features drifted: income and age.',
      drifted: 2,
      worst: ['income', 'age'],
    });
    expect(told.status).toBe('critical');
    expect(told.headline).toMatch(
      /^2 of 3 features drifted since 31 Oct: income and age\. Accuracy fell/,
    );
  });

  it('warns of performance where the inputs have no answer', async () => {
    const { monitor: told } = await passDay(rowsOf(-1, 75), {
      ...calm,
      status: 'unknown',
      unknownReason: 'no-rows',
      headline: 'The window has no rows.',
    });
    expect(told.status).toBe('warn');
    expect(told.headline).toMatch(
      /^Accuracy fell .* The window has no rows\.$/,
    );
    expect(told.unknownReason).toBeUndefined();
  });
});
