import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import {
  ColumnEvidence,
  DataSet,
  resolveWindows,
} from '@plumbline/backstage-plugin-drift-engine';
import { Knex } from 'knex';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { MODEL, makeDocument } from '../__testUtils__/startDrift';
import { MonitorRecord } from '../domain/records';
import { createStores } from '../store/createStores';
import { MIGRATIONS } from '../store/migrations';
import { BaselineService } from './BaselineService';
import { Comparer, EngineComparer } from './Comparer';
import { IngestedWindows } from './IngestedWindows';
import { buildMonitor, readDocument } from './MonitorService';
import { NoticeSender } from './NoticeSender';
import { PerformanceMeter } from './PerformanceMeter';
import { RetrainingService } from './RetrainingService';
import { RunFinisher } from './RunFinisher';
import { RunPlanner } from './RunPlanner';
import { RunWorker } from './RunWorker';
import { buildRun } from './RunService';
import { WindowJudge } from './WindowJudge';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const START = Date.parse('2026-11-01T06:00:00Z');
const COLUMNS = Array.from({ length: 20 }, (_, index) => `c${index}`);
const databases = createTestDatabases();

function evidence(column: string, shift: number): ColumnEvidence {
  const counts = { rows: 1000, nulls: 0, nonFinite: 0, mistyped: 0 };
  const moments = { mean: 0, std: 1, min: -3, max: 3 };
  return {
    column,
    type: 'numeric',
    reference: counts,
    current: counts,
    moments: { reference: moments, current: moments },
    tests: {
      ks: { statistic: shift / 3, pValue: shift > 0 ? 1e-12 : 0.5 },
      wasserstein: { statistic: shift, noiseFloor: 0.03 },
    },
    signals: [],
  };
}

/** The engine's verdicts over evidence that the test makes up. */
class FakeComparer extends EngineComparer implements Comparer {
  readonly examined: string[] = [];
  shift = 0;
  onExamine: (columns: readonly string[]) => void = () => {};

  async describe() {
    return {
      rows: 1000,
      columns: COLUMNS.map(name => ({
        name,
        type: 'numeric' as const,
        nullShare: 0,
      })),
      warnings: [],
      payload: Buffer.alloc(0),
    };
  }

  async examine(options: { columns: readonly { name: string }[] }) {
    const names = options.columns.map(({ name }) => name);
    this.onExamine(names);
    this.examined.push(...names);
    return names.map(name => evidence(name, this.shift));
  }
}

const data = { close: async () => {} } as unknown as DataSet;
const noOutcomes = { read: async () => ({ rows: [], baseline: [] }) };
const opener = {
  open: async () => data,
  openArtifact: async () => data,
  resolveArtifact: async () => ({
    instance: 'main',
    runId: 'run-1',
    path: 'baseline.csv',
  }),
};

describe('working the queue', () => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;
  let comparer: FakeComparer;
  let monitor: MonitorRecord;
  let nowMs: number;
  let sent: any[];

  const now = () => nowMs;
  const logger = mockServices.logger.mock();
  const signal = new AbortController().signal;
  const document = makeDocument({
    spec: {
      columns: Object.fromEntries(COLUMNS.map(name => [name, 'numeric'])),
      schedule: '0 6 * * *',
      retrain: { webhook: 'pipeline' },
    },
  });

  function createWorker(): RunWorker {
    const baselines = new BaselineService({
      baselines: stores.baselines,
      comparer,
      monitors: undefined as any,
      opener,
      now,
    });
    return new RunWorker({
      ...stores,
      finisher: new RunFinisher({ ...stores, now }),
      judge: new WindowJudge({
        ...stores,
        baselines,
        comparer,
        opener,
        predictions: new IngestedWindows({ ...stores, comparer, logger }),
        now,
      }),
      logger,
      meter: new PerformanceMeter({
        ...stores,
        files: noOutcomes,
        predictions: noOutcomes,
        now,
      }),
      now,
    });
  }

  function createSender(): NoticeSender {
    return new NoticeSender({
      ...stores,
      logger,
      notifications: {
        send: async notification => {
          sent.push(notification);
        },
      },
      now,
    });
  }

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex, MIGRATIONS);
    stores = createStores(knex);
    comparer = new FakeComparer();
    nowMs = START;
    sent = [];
    monitor = buildMonitor({
      document: readDocument(document, 'test'),
      text: document,
      entityRef: MODEL,
      ownerRef: 'group:default/ml-team',
      origin: 'api',
      now: new Date(START).toISOString(),
    });
    await stores.monitors.insert({ ...monitor, isBackfilled: true });
  });
  afterEach(() => knex.destroy());

  /** A day passes: what is due is planned and worked, and owners are told. */
  async function passDay(shift: number): Promise<void> {
    comparer.shift = shift;
    const planner = new RunPlanner({
      ...stores,
      backfillWindows: 5,
      logger,
      now,
    });
    await planner.plan();
    await createWorker().work(signal);
    await createSender().sendAll(signal);
    nowMs += DAY_MS;
  }

  async function enqueue(): Promise<string> {
    const [window] = resolveWindows({
      length: 'P1D',
      until: new Date(nowMs).toISOString(),
      count: 1,
    });
    const run = buildRun({
      monitorId: monitor.id,
      trigger: 'schedule',
      window,
      now: new Date(nowMs).toISOString(),
    });
    await stores.runs.enqueue(run, run.id);
    return run.id;
  }

  it('goes on where a killed process stopped, and scans no column twice', async () => {
    const id = await enqueue();
    const stop = new AbortController();
    // The process gets its signal in the middle of the second piece
    comparer.onExamine = columns => {
      if (columns.includes('c8')) {
        stop.abort();
        throw new Error('killed');
      }
    };
    await createWorker().work(stop.signal);
    expect((await stores.runs.get(id))?.state).toBe('queued');
    expect(comparer.examined).toEqual(COLUMNS.slice(0, 8));

    comparer.onExamine = () => {};
    await createWorker().work(signal);
    expect(await stores.runs.get(id)).toMatchObject({
      state: 'finished',
      status: 'ok',
      tested: 20,
      attempts: 2,
    });
    expect(comparer.examined).toEqual(COLUMNS);
  });

  it('takes up a run whose process left no word, and gives up on one that kills them all', async () => {
    const id = await enqueue();
    for (let death = 0; death < 3; death += 1) {
      const claimed = await stores.runs.claim({
        owner: `dead-${death}`,
        now: new Date(nowMs).toISOString(),
        until: new Date(nowMs + 60_000).toISOString(),
      });
      expect(claimed?.id).toBe(id);
      await createWorker().work(signal);
      expect((await stores.runs.get(id))?.state).toBe('running');
      nowMs += 61_000;
    }
    await createWorker().work(signal);
    expect(await stores.runs.get(id)).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('ended 3 times'),
    });
  });

  it('keeps what was known when a run fails, and says why', async () => {
    await passDay(0);
    comparer.onExamine = () => {
      throw new Error('no such host: postgres://ada:hunter2@db/x');
    };
    await passDay(0);
    const after = await stores.monitors.get(monitor.id);
    expect(after).toMatchObject({ status: 'unknown', unknownReason: 'failed' });
    expect(JSON.stringify(after)).not.toContain('hunter2');
    const windows = await stores.runs.listWindows({
      monitorId: monitor.id,
      limit: 5,
    });
    expect(windows.map(({ status }) => status)).toEqual(['unknown', 'ok']);
  });

  it('tells the owner once about a drift that stays, and once that it is over', async () => {
    for (const shift of [0, 0.5, 0.5, 0.5, 0, 0, 0]) {
      await passDay(shift);
    }
    expect(sent.map(({ payload }) => payload.title)).toEqual([
      'Drift: credit-risk',
      'Drift is over: credit-risk',
    ]);
    expect(sent[0]).toMatchObject({
      recipients: { type: 'entity', entityRef: 'group:default/ml-team' },
      payload: {
        scope: `drift:${monitor.id}`,
        severity: 'critical',
        link: expect.stringContaining('/catalog/default/resource/credit-risk'),
        description: expect.stringMatching(/^20 of 20 features drifted since/),
      },
    });
  });

  it('tells once when several processes work at the same time', async () => {
    const createPlanner = () =>
      new RunPlanner({ ...stores, backfillWindows: 0, logger, now });
    for (const shift of [0.5, 0.5]) {
      comparer.shift = shift;
      const planners = [1, 2, 3].map(createPlanner);
      await Promise.all(planners.map(planner => planner.plan()));
      await Promise.all([1, 2, 3].map(() => createWorker().work(signal)));
      await Promise.all([1, 2, 3].map(() => createSender().sendAll(signal)));
      nowMs += DAY_MS;
    }
    expect(sent).toHaveLength(1);
    const windows = await stores.runs.list({
      monitorId: monitor.id,
      limit: 10,
    });
    expect(windows).toHaveLength(2);
  });

  it('looks at the past of a new monitor, the newest first, and tells nobody', async () => {
    await stores.monitors.update(monitor.id, { isBackfilled: false });
    await passDay(0.5);
    const runs = await stores.runs.list({ monitorId: monitor.id, limit: 10 });
    expect(runs.map(({ trigger }) => trigger).sort()).toEqual([
      ...Array(5).fill('backfill'),
      'schedule',
    ]);
    expect(sent).toEqual([]);
    const after = await stores.monitors.get(monitor.id);
    expect(after).toMatchObject({
      status: 'critical',
      // Six windows in a row
      statusSince: '2026-10-26T00:00:00.000Z',
      headline: expect.stringContaining('since 26 Oct'),
    });
    expect(await stores.alerts.getNewest(monitor.id)).toBeUndefined();
  });

  it('asks a person before it asks for another training, and signs what it sends', async () => {
    const received: { headers: any; body: string }[] = [];
    let status = 500;
    const server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', chunk => chunks.push(chunk));
      req.on('end', () => {
        received.push({
          headers: req.headers,
          body: Buffer.concat(chunks).toString(),
        });
        res.writeHead(status).end();
      });
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      await passDay(0.5);
      await passDay(0.5);
      const [proposal] = await stores.retraining.list({
        monitorId: monitor.id,
        limit: 10,
      });
      expect(proposal).toMatchObject({
        state: 'proposed',
        endpoint: 'pipeline',
      });

      const service = new RetrainingService({
        access: {
          assertCanRead: async () => {},
          getOperable: async () => {},
          nameOf: () => 'user:default/ada',
        } as any,
        endpoints: new Map([
          ['pipeline', { url: `http://127.0.0.1:${port}/`, secret: 'shared' }],
        ]),
        monitorService: undefined as any,
        ...stores,
        now,
      });
      await service.sendAll(signal);
      expect(received).toEqual([]);

      const approve = () =>
        service.decide(proposal.id, { state: 'approved' }, {} as any);
      expect(await approve()).toMatchObject({
        state: 'approved',
        decidedBy: 'user:default/ada',
      });
      await expect(approve()).rejects.toThrow('before');

      await service.sendAll(signal);
      expect(await stores.retraining.get(proposal.id)).toMatchObject({
        state: 'approved',
        error: 'the receiver answered 500',
      });
      status = 202;
      nowMs += 61_000;
      await service.sendAll(signal);
      expect(await stores.retraining.get(proposal.id)).toMatchObject({
        state: 'sent',
        error: undefined,
      });
      expect(received).toHaveLength(2);
      const [{ headers, body }] = received.slice(-1);
      expect(headers['x-plumbline-signature']).toBe(
        `sha256=${createHmac('sha256', 'shared')
          .update(`${headers['x-plumbline-timestamp']}.${body}`)
          .digest('hex')}`,
      );
      expect(JSON.parse(body)).toMatchObject({
        entityRef: MODEL,
        approvedBy: 'user:default/ada',
      });
    } finally {
      await new Promise(resolve => server.close(resolve));
    }
  });
});
