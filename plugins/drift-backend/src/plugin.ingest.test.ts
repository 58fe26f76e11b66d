import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { mockCredentials } from '@backstage/backend-test-utils';
import { ADA, BOB, TestDrift, startDrift } from './__testUtils__/startDrift';

jest.setTimeout(60_000);

const HOUR_MS = 60 * 60 * 1000;

describe('predictions over HTTP', () => {
  let drift: TestDrift;
  let monitor: { id: string };

  beforeAll(async () => {
    drift = await startDrift();
    monitor = await drift.createMonitor({
      name: 'live',
      spec: {
        window: { predictions: true, timeColumn: 'at', length: 'PT1H' },
        performance: {
          problem: 'binary',
          prediction: 'approved',
          score: 'p',
          label: 'paid',
          id: 'key',
        },
      },
    });
  });
  afterAll(() => drift.stop());

  async function send(
    what: {
      kind?: 'predictions' | 'labels';
      key?: string;
      body?: string | Uint8Array;
      who?: string;
      to?: string;
      headers?: Record<string, string>;
    } = {},
  ) {
    const { kind = 'predictions', key, body = '', who = ADA } = what;
    const response = await fetch(
      `${drift.api}/monitors/${what.to ?? monitor.id}/${kind}`,
      {
        method: 'POST',
        headers: {
          Authorization: mockCredentials.user.header(who),
          'Content-Type': 'application/x-ndjson',
          ...(key === undefined ? {} : { 'Idempotency-Key': key }),
          ...what.headers,
        },
        body,
      },
    );
    const text = await response.text();
    const answer = text.startsWith('{') ? JSON.parse(text) : {};
    return { status: response.status, body: answer };
  }

  const refusal = async (...args: Parameters<typeof send>) => {
    const { status, body } = await send(...args);
    return `${status} ${body.error?.message}`;
  };

  /** Rows of the current and of the last hour, whichever of them is whole when a run starts. */
  function rowsOf(options: { count: number; from: number; shift?: number }) {
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    return [hour - HOUR_MS, hour]
      .flatMap(start =>
        Array.from({ length: options.count }, (_, index) => ({
          key: `${start}-${options.from + index}`,
          at: new Date(start).toISOString(),
          income: ((index * 7919) % 3000) + (options.shift ?? 0),
          age: 20 + (index % 50),
          region: index % 2 === 0 ? 'north' : 'south',
          approved: index % 2 === 0,
          p: (index % 100) / 100,
        })),
      )
      .map(row => JSON.stringify(row))
      .join('\n');
  }

  async function runNow() {
    const started = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/runs`,
    );
    return drift.finished(started.body.id);
  }

  it('says that a window without predictions has none', async () => {
    const run = await runNow();
    expect(run).toMatchObject({
      state: 'finished',
      status: 'unknown',
      headline: 'The window has no rows: no prediction was sent',
    });
  });

  it('counts a batch once, however often it comes at the same time', async () => {
    const body = rowsOf({ count: 150, from: 0 });
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => send({ key: 'first', body })),
    );
    expect(answers.map(({ status }) => status).sort((a, b) => b - a)).toEqual([
      201,
      ...new Array(49).fill(200),
    ]);
    expect(new Set(answers.map(({ body: b }) => b.accepted))).toEqual(
      new Set([300]),
    );
    expect(new Set(answers.map(({ body: b }) => b.receivedAt)).size).toBe(1);

    const activity = await drift.call(
      ADA,
      'GET',
      `/monitors/${monitor.id}/ingest`,
    );
    expect(activity.body).toMatchObject({ predictions: 300, labels: 0 });
    expect(await runNow()).toMatchObject({ rowsCurrent: 150 });
  });

  it('sums what came in several batches, and judges it', async () => {
    const packed = gzipSync(rowsOf({ count: 250, from: 1000, shift: 5000 }));
    const { status } = await send({
      key: 'second',
      body: packed,
      headers: { 'Content-Encoding': 'gzip' },
    });
    expect(status).toBe(201);
    const run = await runNow();
    expect(run).toMatchObject({ rowsCurrent: 400, state: 'finished' });
    expect(run.headline).toMatch(/features drifted.*income/);
    const { body } = await drift.call(ADA, 'GET', `/runs/${run.id}/columns`);
    const income = body.items.find((item: any) => item.column === 'income');
    expect(income).toMatchObject({ drifted: true });
    expect(income.counts).toMatchObject({ current: 400, nullCurrent: 0 });
  });

  it('takes labels that come later, once', async () => {
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const body = Array.from({ length: 100 }, (_, index) =>
      JSON.stringify({ key: `${hour}-${index}`, paid: index % 2 === 0 }),
    ).join('\n');
    const label = { kind: 'labels', key: 'labels-1', body } as const;
    expect(await send(label)).toMatchObject({
      status: 201,
      body: { accepted: 100, repeated: false },
    });
    expect(await send(label)).toMatchObject({
      status: 200,
      body: { accepted: 100, repeated: true },
    });
    // Of the hour before as well, whichever of them is whole now
    const before = body.replaceAll(`${hour}-`, `${hour - HOUR_MS}-`);
    await send({ kind: 'labels', key: 'labels-2', body: before });

    const run = await runNow();
    const performance = await drift.call(
      ADA,
      'GET',
      `/monitors/${monitor.id}/performance`,
    );
    const isOfRun = (item: any) => item.windowStart === run.windowStart;
    expect(performance.body.windows.find(isOfRun)).toMatchObject({
      labelled: 100,
      rows: 400,
    });
    const accuracy = performance.body.points.find(
      (point: any) =>
        point.metric === 'accuracy' &&
        point.kind === 'realised' &&
        isOfRun(point),
    );
    // Whoever was approved has paid
    expect(accuracy).toMatchObject({ value: 1 });
  });

  it('takes nothing of a batch with lines that cannot be taken, and names them', async () => {
    const good = rowsOf({ count: 1, from: 5000 });
    expect(
      await refusal({
        key: 'bad',
        body: `${good}\n{"at":"yesterday","ssn":"078-05-1120"}\n{"ssn":\n`,
      }),
    ).toBe(
      "400 Nothing of it was taken: line 3 has no ISO 8601 time in 'at'; line 4 is not JSON",
    );
    expect(await runNow()).toMatchObject({ rowsCurrent: 400 });
    // The key is free: nothing was taken with it
    expect(await send({ key: 'bad', body: '' })).toMatchObject({
      status: 201,
      body: { accepted: 0 },
    });
  });

  it('refuses another batch with a key that was taken', async () => {
    expect(await refusal({ key: 'second', body: '{}' })).toBe(
      '409 Other predictions came before with the Idempotency-Key "second": a new batch needs a new key',
    );
  });

  it.each([
    [{}, '400 The header Idempotency-Key is missing'],
    [{ key: 'a b' }, '400 The header Idempotency-Key is missing'],
    [
      { key: 'x', headers: { 'Content-Type': 'application/json' } },
      '400 The content type must be application/x-ndjson',
    ],
    [
      { key: 'x', headers: { 'Content-Encoding': 'br' } },
      '400 The content encoding "br" is not read',
    ],
    [
      { key: 'x', body: 'no gzip', headers: { 'Content-Encoding': 'gzip' } },
      '400 The batch is not gzip, or was cut off',
    ],
    [
      {
        key: 'x',
        body: gzipSync(Buffer.alloc(65 * 1024 * 1024, '\n')),
        headers: { 'Content-Encoding': 'gzip' },
      },
      '413 The batch may have 64 MiB',
    ],
    [{ key: 'x', who: BOB }, '403'],
    [{ key: 'x', to: 'nobody' }, '404'],
  ])('refuses what it cannot take: %#', async (what, reason) => {
    expect(await refusal(what)).toContain(reason);
  });

  it('takes the next batch of a connection on which one was refused', async () => {
    const post = (key: string, body: string) =>
      [
        `POST /api/drift/monitors/${monitor.id}/predictions HTTP/1.1`,
        'Host: portal',
        `Authorization: ${mockCredentials.user.header(ADA)}`,
        'Content-Type: application/x-ndjson',
        `Idempotency-Key: ${key}`,
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n');
    const socket = connect(Number(new URL(drift.api).port), 'localhost');
    const answers = new Promise<string[]>(resolve => {
      let text = '';
      const statuses = () => text.match(/HTTP\/1\.1 \d+/g) ?? [];
      socket
        .on('data', data => {
          text += data;
          if (statuses().length === 2) {
            resolve(statuses());
          }
        })
        .on('close', () => resolve(statuses()));
    });
    // Refused at its twentieth line, with most of it still on the way
    socket.write(post('refused', '{\n'.repeat(2_000_000)));
    socket.write(post('after', ''));
    expect(await answers).toEqual(['HTTP/1.1 400', 'HTTP/1.1 201']);
    socket.destroy();
  });

  it('has room for others when senders go away', async () => {
    const leave = (afterMs: number) =>
      new Promise<void>(resolve => {
        const sending = request(
          `${drift.api}/monitors/${monitor.id}/predictions`,
          {
            method: 'POST',
            headers: {
              Authorization: mockCredentials.user.header(ADA),
              'Content-Type': 'application/x-ndjson',
              'Content-Encoding': 'gzip',
              'Idempotency-Key': `gone-${Math.random()}`,
            },
          },
        );
        sending.on('error', () => resolve()).on('close', () => resolve());
        sending.write(gzipSync('{}').subarray(0, 5));
        setTimeout(() => sending.destroy(), afterMs);
      });
    // Four are being read, the others wait for their turn
    await Promise.all([300, 300, 300, 300, 100, 100, 100, 100].map(leave));
    const waiting = await send({ key: 'with-room', body: '' });
    expect(waiting.status).toBe(201);
  });

  it('takes a batch of many hours', async () => {
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const body = Array.from({ length: 400 }, (_, index) =>
      JSON.stringify({
        key: `many-${index}`,
        at: new Date(hour - (index + 2) * HOUR_MS).toISOString(),
        income: index,
      }),
    ).join('\n');
    expect(await send({ key: 'many-hours', body })).toMatchObject({
      status: 201,
      body: { accepted: 400 },
    });
  });

  it('sends whoever posts to a monitor over files elsewhere', async () => {
    const other = await drift.createMonitor({ name: 'files' });
    expect(await refusal({ key: 'x', to: other.id })).toContain(
      '400 The monitor "files" reads rows by itself',
    );
  });

  it('says that predictions were counted on a baseline which is another now', async () => {
    const chosen = await drift.call(
      ADA,
      'POST',
      `/monitors/${monitor.id}/baselines`,
      {
        name: 'newer',
        from: { kind: 'files', source: 'samples', path: 'window.csv' },
      },
    );
    expect(chosen.status).toBe(201);
    expect((await runNow()).headline).toBe(
      'The window has no rows: its 400 predictions were counted on an earlier baseline',
    );
    const body = rowsOf({ count: 200, from: 9000 });
    expect((await send({ key: 'newer', body })).status).toBe(201);
    const run = await runNow();
    expect(run).toMatchObject({ rowsCurrent: 200 });
    expect(run.headline).toContain(
      '400 predictions were counted on an earlier baseline and are not among them.',
    );
  });

  it('leaves a record of who sent what', () => {
    expect(drift.audited).toContain('ingest-predictions succeeded');
    expect(drift.audited).toContain('ingest-predictions failed');
    expect(drift.audited).toContain('ingest-labels succeeded');
  });
});
