import { mockCredentials } from '@backstage/backend-test-utils';
import {
  predictionCountsSchema,
  PredictionCounts,
} from '@plumbline/backstage-plugin-drift-common';
import {
  ADA,
  BOB,
  EVE,
  makeRows,
  MODEL,
  startDrift,
  TestDrift,
} from './__testUtils__/startDrift';

jest.setTimeout(60_000);

const CHURN = 'resource:default/churn';
const DAY_MS = 24 * 60 * 60 * 1000;
const dayAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

describe('how many predictions there were', () => {
  let drift: TestDrift;
  beforeAll(async () => {
    drift = await startDrift({ drift: { retention: { days: 10 } } });
  });
  afterAll(() => drift.stop());

  const ask = (
    who: string | undefined,
    { from, to }: { from: string; to: string },
    entityRefs = [MODEL, CHURN],
  ) => drift.call(who, 'POST', '/predictions/counts', { entityRefs, from, to });

  async function count(
    days: { from: string; to: string },
    who = ADA,
  ): Promise<PredictionCounts['items']> {
    const { body } = await ask(who, days);
    return predictionCountsSchema.parse(body).items;
  }

  it('is told by day of what was sent, with days of none, from when the monitor began', async () => {
    const { id } = await drift.createMonitor({
      name: 'live',
      spec: { window: { predictions: true, timeColumn: 'at', length: 'P1D' } },
    });
    const row = (day: string, hour: number) =>
      JSON.stringify({
        at: `${day}T${String(hour).padStart(2, '0')}:30:00Z`,
        income: 1000 + hour,
        age: 30,
        region: 'north',
      });
    const sent = [
      ...[0, 1, 23].map(hour => row(dayAgo(3), hour)),
      ...[0, 23].map(hour => row(dayAgo(1), hour)),
    ].join('\n');
    const { status } = await fetch(`${drift.api}/monitors/${id}/predictions`, {
      method: 'POST',
      headers: {
        Authorization: mockCredentials.user.header(ADA),
        'Content-Type': 'application/x-ndjson',
        'Idempotency-Key': 'one',
      },
      body: sent,
    });
    expect(status).toBeLessThan(300);
    const [{ monitors }] = await count({ from: dayAgo(20), to: dayAgo(0) });
    expect(monitors).toEqual([
      {
        monitorId: id,
        name: 'live',
        counted: 'ingested',
        days: [3, 0, 2, 0].map((predictions, index) => ({
          day: dayAgo(3 - index),
          predictions,
        })),
      },
    ]);
  });

  it('is told of windows that fill days, and why of others', async () => {
    const { id } = await drift.createMonitor({ name: 'files' });
    const { id: whole } = await drift.createMonitor({
      name: 'whole',
      spec: { window: { source: 'samples', path: 'window.csv' } },
    });
    await drift.writeFiles({
      'window.csv': makeRows({
        days: 1,
        rowsPerDay: 200,
        firstDay: (Date.parse(dayAgo(1)) - Date.parse('2026-01-05')) / DAY_MS,
        seed: 2,
      }),
    });
    const { body: started } = await drift.call(
      ADA,
      'POST',
      `/monitors/${id}/runs`,
    );
    await drift.finished(started.id);
    const [{ monitors }] = await count({ from: dayAgo(3), to: dayAgo(0) });
    const find = (monitorId: string) =>
      monitors.find(monitor => monitor.monitorId === monitorId);
    expect(find(id)).toMatchObject({
      counted: 'windows',
      days: [{ day: dayAgo(1), predictions: 200 }],
    });
    expect(find(whole)).toMatchObject({
      days: [],
      reason: 'its rows have no time',
    });
  });

  it('is told to whoever may see the entity, and to others as if nothing watched it', async () => {
    const days = { from: dayAgo(5), to: dayAgo(0) };
    const [own] = await count(days, BOB);
    expect(own.monitors.length).toBeGreaterThan(0);
    expect(await count(days, EVE)).toEqual([
      { entityRef: MODEL, monitors: [] },
      { entityRef: CHURN, monitors: [] },
    ]);
    expect((await ask(undefined, days)).status).toBe(401);
  });

  it.each([
    ['2026-01-02', '2026-01-01', 'from must not be after to'],
    ['2024-01-01', '2026-01-01', 'must not ask for more than 400 days'],
    ['yesterday', '2026-01-01', 'from'],
  ])('refuses the days from %s to %s', async (from, to, reason) => {
    const { status, text } = await ask(ADA, { from, to });
    expect(status).toBe(400);
    expect(text).toContain(reason);
  });
});
