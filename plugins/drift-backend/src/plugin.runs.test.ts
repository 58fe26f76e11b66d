import { mockCredentials } from '@backstage/backend-test-utils';
import {
  columnDetailSchema,
  columnResultSchema,
  historySchema,
  monitorSchema,
  runSchema,
  summariesSchema,
} from '@plumbline/backstage-plugin-drift-common';
import { pageSchema } from '@plumbline/backstage-plugin-kit-common';
import {
  ADA,
  BOB,
  EVE,
  MODEL,
  ROOT,
  TestDrift,
  makeDocument,
  makeRows,
  startDrift,
} from './__testUtils__/startDrift';

jest.setTimeout(60_000);

/** Rows of yesterday, by the clock that the plugin sees. */
function rowsOfYesterday(shift: number, seed: number): string {
  const today = Math.floor(Date.now() / 86_400_000);
  const firstDay = today - 1 - Date.parse('2026-01-05') / 86_400_000;
  return makeRows({
    days: 1,
    rowsPerDay: 1500,
    firstDay,
    shift: () => shift,
    seed,
  });
}

describe('a monitor over files', () => {
  let drift: TestDrift;
  let monitor: any;
  let run: any;

  beforeAll(async () => {
    drift = await startDrift({
      files: {
        'baseline.csv': makeRows({ days: 10, rowsPerDay: 200, seed: 1 }),
        'window.csv': rowsOfYesterday(400, 2),
      },
    });
    monitor = await drift.createMonitor();
    const started = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    run = await drift.finished(started.body.id);
  });
  afterAll(() => drift.stop());

  it('says that it has not run before it has', () => {
    expect(monitorSchema.parse(monitor)).toMatchObject({
      status: 'unknown',
      unknownReason: 'never-run',
      canEdit: true,
    });
  });

  it('finds the column that moved, and says so in one sentence', async () => {
    expect(runSchema.parse(run)).toMatchObject({
      state: 'finished',
      rowsReference: 2000,
      rowsCurrent: 1500,
    });
    const { body } = await drift.call(ADA, 'GET', `/monitors/${monitor.id}`);
    expect(monitorSchema.parse(body).headline).toMatch(
      /^1 of 3 features drifted since \d+ \w+: income\.$/,
    );
    expect(body.columns).toEqual({ tested: 3, drifted: 1, worst: ['income'] });
    expect(body.baseline).toMatchObject({ rows: 2000, isActive: true });
  });

  it('shows the decisive column first, with its certainty', async () => {
    const { body } = await drift.call(
      ADA,
      'GET',
      `/runs/${run.id}/columns?limit=2`,
    );
    const page = pageSchema(columnResultSchema).parse(body);
    expect(page.items[0]).toMatchObject({ column: 'income', drifted: true });
    expect(page.nextCursor).toBeDefined();
    const rest = await drift.call(
      ADA,
      'GET',
      `/runs/${run.id}/columns?limit=2&cursor=${page.nextCursor}`,
    );
    expect(rest.body.items).toHaveLength(1);
    expect(rest.body.nextCursor).toBeUndefined();
    const detail = await drift.call(
      ADA,
      'GET',
      `/runs/${run.id}/columns/income`,
    );
    expect(columnDetailSchema.parse(detail.body)).toMatchObject({
      distribution: { kind: 'numeric' },
      history: [{ runId: run.id }],
    });
  });

  it('keeps the window in the history', async () => {
    const { body } = await drift.call(
      ADA,
      'GET',
      `/monitors/${monitor.id}/history`,
    );
    expect(historySchema.parse(body)).toMatchObject({
      points: [{ runId: run.id, drifted: 1, tested: 3 }],
      marks: [{ kind: 'baseline' }],
    });
  });

  it('exports CSV and JSON as files', async () => {
    const csv = await drift.call(
      ADA,
      'GET',
      `/runs/${run.id}/export?format=csv`,
    );
    expect(csv.headers.get('content-disposition')).toContain('attachment');
    expect(csv.text.split('\r\n')[1]).toMatch(/^income,numeric,/);
    const json = await drift.call(
      ADA,
      'GET',
      `/runs/${run.id}/export?format=json`,
    );
    expect(json.body.columns).toHaveLength(3);
  });

  it('answers many entities at once, and shows nothing of what one may not see', async () => {
    const ask = (who: string) =>
      drift.call(who, 'POST', '/summaries', {
        entityRefs: [MODEL, 'resource:default/churn'],
      });
    const { items } = summariesSchema.parse((await ask(BOB)).body);
    expect(items.map(item => item.monitors.length)).toEqual([1, 0]);
    const hidden = summariesSchema.parse((await ask(EVE)).body);
    expect(hidden.items.map(item => item.monitors.length)).toEqual([0, 0]);
  });

  it.each([
    ['/monitors/:monitor', 404],
    ['/monitors/:monitor/history', 404],
    ['/monitors/:monitor/runs', 404],
    ['/monitors/:monitor/baselines', 404],
    ['/monitors/:monitor/alerts', 404],
    ['/monitors/:monitor/retraining', 404],
    ['/runs/:run', 404],
    ['/runs/:run/columns', 404],
    ['/runs/:run/columns/income', 404],
    ['/runs/:run/export', 404],
    ['/runs/:run/contract', 404],
    [`/models/versions?entity=${MODEL}`, 404],
    [`/playground?entity=${MODEL}`, 404],
  ])(
    'answers %s with %i to those who may not see the entity',
    async (path, status) => {
      const address = path
        .replace(':monitor', monitor.id)
        .replace(':run', run.id);
      expect((await drift.call(EVE, 'GET', address)).status).toBe(status);
      expect((await drift.call(BOB, 'GET', address)).status).toBe(200);
      expect((await drift.call(undefined, 'GET', address)).status).toBe(401);
    },
  );

  it.each([
    [
      'POST',
      '/monitors',
      () => ({ document: makeDocument({ name: 'other' }) }),
    ],
    ['PUT', '/monitors/:monitor', () => ({ document: makeDocument() })],
    ['DELETE', '/monitors/:monitor', () => undefined],
    ['POST', '/monitors/:monitor/runs', () => undefined],
    [
      'POST',
      '/monitors/:monitor/baselines',
      () => ({
        name: 'x',
        from: { kind: 'files', source: 'samples', path: 'window.csv' },
      }),
    ],
    [
      'POST',
      '/monitors/:monitor/baselines/preview',
      () => ({
        name: 'x',
        from: { kind: 'files', source: 'samples', path: 'window.csv' },
      }),
    ],
    ['POST', '/runs/:run/cancel', () => undefined],
    [
      'POST',
      '/playground',
      () => ({ entityRef: MODEL, endpoint: 'x', inputs: {} }),
    ],
  ])('refuses %s %s to people of other teams', async (method, path, body) => {
    const address = path
      .replace(':monitor', monitor.id)
      .replace(':run', run.id);
    const { status } = await drift.call(BOB, method, address, body());
    expect(status).toBe(403);
  });

  it('previews and takes another baseline', async () => {
    const from = { kind: 'files', source: 'samples', path: 'window.csv' };
    const preview = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/baselines/preview`,
      { name: 'now', from },
    );
    expect(preview.body).toMatchObject({ rows: 1500, warnings: [] });
    const taken = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/baselines`,
      { name: 'now', from },
    );
    expect(taken.body).toMatchObject({ isActive: true, createdBy: ADA });
    expect(drift.audited).toContain('baseline-choose succeeded');
    const started = await drift.call(
      ROOT,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    expect(await drift.finished(started.body.id)).toMatchObject({
      status: 'ok',
    });
  });

  it.each([
    ['../../etc/passwd', 400],
    ['missing.csv', 400],
  ])('says why %s is no baseline', async (path, status) => {
    const answer = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/baselines/preview`,
      { name: 'x', from: { kind: 'files', source: 'samples', path } },
    );
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).not.toContain(drift.folder);
  });

  it('is there for assistants, as the person that they work for', async () => {
    const ask = (user: string) =>
      drift.actions.invoke({
        id: 'test:status',
        input: { entity: MODEL },
        credentials: mockCredentials.user(user),
      });
    expect((await ask(ADA)).output).toMatchObject({
      items: [{ id: monitor.id }],
    });
    expect((await ask(EVE)).output).toMatchObject({ items: [] });
    const explained = await drift.actions.invoke({
      id: 'test:explain',
      input: { monitor: monitor.id, run: run.id },
      credentials: mockCredentials.user(ADA),
    });
    expect(explained.output).toMatchObject({
      columns: [{ column: 'income' }, {}, {}],
    });
  });
});

describe('a run without an answer', () => {
  let drift: TestDrift;
  let monitors = 0;

  beforeAll(async () => {
    drift = await startDrift({
      files: {
        'baseline.csv': makeRows({ days: 1, rowsPerDay: 500, seed: 1 }),
        'window.csv': makeRows({ days: 1, rowsPerDay: 50, seed: 2 }),
        'few.csv': rowsOfYesterday(0, 1).split('\n').slice(0, 20).join('\n'),
        'empty.csv': 'at,income,age,region\n',
        'broken.csv': 'at,income,age,region\n1,2\n',
      },
    });
  });
  afterAll(() => drift.stop());

  const window = (path: string) => ({
    source: 'samples',
    path,
    timeColumn: 'at',
    length: 'P1D',
  });

  it.each([
    ['no-rows', { window: window('window.csv') }, 'finished'],
    ['not-enough-rows', { window: window('few.csv') }, 'finished'],
    [
      'no-baseline',
      { baseline: { source: 'samples', path: 'empty.csv' } },
      'finished',
    ],
    ['failed', { window: window('broken.csv') }, 'failed'],
    ['failed', { window: window('missing.csv') }, 'failed'],
  ])('says %s for %j', async (reason, spec, state) => {
    monitors += 1;
    const monitor = await drift.createMonitor({
      name: `case-${monitors}`,
      spec,
    });
    const { body } = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    const run = await drift.finished(body.id);
    expect(run).toMatchObject({ state, status: 'unknown' });
    expect(JSON.stringify(run)).not.toContain(drift.folder);
    const answer = await drift.call(ADA, 'GET', `/monitors/${monitor.id}`);
    expect(answer.body).toMatchObject({
      status: 'unknown',
      unknownReason: reason,
      headline: expect.any(String),
    });
  });

  it.each([
    ['nonsense: [', 'line'],
    [makeDocument({ spec: { colums: {} } }), 'did you mean columns'],
    [makeDocument({ spec: { baseline: { file: 'a.csv' } } }), 'name a source'],
    [makeDocument({ spec: { schedule: '99 * * * *' } }), 'minute'],
  ])('refuses the document %s', async (document, message) => {
    const { status, body } = await drift.call(ADA, 'POST', '/monitors', {
      document,
    });
    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });
});
