import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  monitorSchema,
  performanceSchema,
} from '@plumbline/backstage-plugin-drift-common';
import {
  ADA,
  BOB,
  EVE,
  MODEL,
  TestDrift,
  startDrift,
} from './__testUtils__/startDrift';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
const ROWS = 400;
const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
const settings = {
  problem: 'binary',
  id: 'id',
  prediction: 'prediction',
  score: 'score',
  positive: 1,
  label: 'label',
};
const HEAD = 'id,at,income,prediction,score';

/** Rows of a day so many days ago, of which each fourth is predicted positive. */
function predictionsOf(daysAgo: number): string[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const at = new Date(today - daysAgo * DAY_MS + row * 60_000).toISOString();
    const isYes = row % 4 === 0;
    return `${daysAgo}-${row},${at},${1000 + (row % 97)},${isYes ? 1 : 0},${isYes ? 0.85 : 0.15}`;
  });
}

/** Labels of a day, of which so many of a hundred say what was predicted. */
function labelsOf(daysAgo: number, right: number): string[] {
  return Array.from({ length: ROWS }, (_, row) => {
    const isYes = row % 4 === 0;
    // 37 has no factor in common with 100: right and wrong are mixed
    const isRight = (row * 37) % 100 < right;
    return `${daysAgo}-${row},${Number(isYes === isRight)}`;
  });
}

const file = (head: string, ...parts: string[][]) =>
  `${[head, ...parts.flat()].join('\n')}\n`;

describe('performance of a monitor over files', () => {
  let drift: TestDrift;
  let monitor: any;

  const run = async () => {
    const { body } = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    return drift.finished(body.id);
  };
  const get = async () => {
    const { body } = await drift.call(
      ADA,
      'GET',
      `/monitors/${monitor.id}/performance`,
    );
    return performanceSchema.parse(body);
  };
  const summary = async () => {
    const { body } = await drift.call(ADA, 'GET', `/monitors/${monitor.id}`);
    return monitorSchema.parse(body);
  };
  const alerts = async () =>
    (await drift.call(ADA, 'GET', `/monitors/${monitor.id}/alerts`)).body.items;

  beforeAll(async () => {
    drift = await startDrift({
      files: {
        'baseline.csv': file(HEAD, predictionsOf(50), predictionsOf(51)),
        'window.csv': file(
          HEAD,
          predictionsOf(3),
          predictionsOf(2),
          predictionsOf(1),
        ),
        'labels/old.csv': file('id,label', labelsOf(50, 90), labelsOf(51, 90)),
      },
    });
    monitor = await drift.createMonitor({
      spec: {
        columns: { income: 'numeric' },
        performance: {
          ...settings,
          labels: { source: 'samples', path: 'labels/*.csv' },
        },
      },
    });
  });
  afterAll(() => drift.stop());

  it('says before the first run that nothing was measured', async () => {
    expect(await get()).toMatchObject({
      points: [],
      windows: [],
      reason:
        'Performance is measured when the monitor runs; it has not run yet.',
    });
  });

  it('is nobody’s who may not see the entity', async () => {
    const path = `/monitors/${monitor.id}/performance`;
    expect((await drift.call(EVE, 'GET', path)).status).toBe(404);
    expect((await drift.call(BOB, 'GET', path)).status).toBe(200);
    expect((await drift.call(undefined, 'GET', path)).status).toBe(401);
  });

  it('estimates while no label has come', async () => {
    expect((await run()).status).toBe('ok');
    const { windows, points, labels } = await get();
    expect(windows.slice(-3)).toMatchObject([
      { rows: ROWS, labelled: 0 },
      { rows: ROWS, labelled: 0 },
      { rows: ROWS, labelled: 0 },
    ]);
    expect(new Set(points.map(({ kind }) => kind))).toEqual(
      new Set(['estimated']),
    );
    expect(labels).toEqual({
      orphans: 0,
      repeated: 0,
      repeatedPredictions: 0,
    });
  });

  it('follows labels that come late, with those that nobody asked for', async () => {
    await drift.writeFiles({
      'labels/new.csv': file(
        'id,label',
        labelsOf(3, 75),
        labelsOf(3, 75).slice(0, 5),
        ['nobody,1'],
      ),
    });
    expect(await run()).toMatchObject({ state: 'finished', status: 'warn' });
    const { points, labels, windows, metrics } = await get();
    expect(labels).toEqual({
      orphans: 1,
      repeated: 5,
      repeatedPredictions: 0,
    });
    expect(windows.slice(-3).map(({ labelled }) => labelled)).toEqual([
      ROWS,
      0,
      0,
    ]);
    expect(
      points.find(
        ({ kind, metric }) => kind === 'realised' && metric === 'accuracy',
      ),
    ).toMatchObject({
      value: 0.75,
      status: 'warn',
      thresholdLow: expect.closeTo(0.84, 1),
    });
    expect(metrics[0]).toMatchObject({ metric: 'accuracy', baseline: 0.9 });
    expect(await alerts()).toEqual([]);
  });

  it('opens one alert when a second day got worse, and tells once', async () => {
    await drift.writeFiles({
      'labels/newer.csv': file('id,label', labelsOf(2, 75)),
    });
    await run();
    await run();
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      state: 'open',
      status: 'warn',
      summary: expect.stringMatching(
        /^Accuracy fell from 0\.9 to 0\.75 since .* \(400 labelled rows of .*\)/,
      ),
    });
    await drift.until(
      async () => drift.sent.length,
      count => count > 0,
    );
    expect(drift.sent.map(({ payload }) => payload.title)).toEqual([
      'Loss of performance: credit-risk',
    ]);
  });

  it('lets assistants say why', async () => {
    const invoke = (id: string, input: object) =>
      drift.actions.invoke({
        id,
        input: input as any,
        credentials: mockCredentials.user(ADA),
      });
    expect(
      (await invoke('test:status', { entity: MODEL })).output,
    ).toMatchObject({
      items: [
        {
          performance: {
            status: 'warn',
            sentence: expect.stringContaining('Accuracy fell'),
          },
        },
      ],
    });
    expect(
      (await invoke('test:explain', { monitor: monitor.id })).output,
    ).toMatchObject({
      performance: {
        figures: expect.arrayContaining([
          expect.objectContaining({
            metric: 'accuracy',
            kind: 'realised',
            status: 'warn',
            reason: expect.stringContaining('with 400 labelled rows'),
          }),
        ]),
      },
    });
  });

  it('keeps the numbers when the labels are gone, and says so', async () => {
    const before = await get();
    await rm(join(drift.folder, 'samples', 'labels'), { recursive: true });
    expect((await run()).state).toBe('finished');
    const after = await get();
    expect(after.points).toEqual(before.points);
    expect(after.summary).toMatchObject({
      status: 'warn',
      error: expect.stringContaining('labels'),
    });
    expect(after.summary!.sentence).toContain('It could not be measured again');
    expect((await summary()).status).toBe('warn');
    expect(JSON.stringify(after)).not.toContain(drift.folder);
    expect(drift.sent).toHaveLength(1);
  });
});
