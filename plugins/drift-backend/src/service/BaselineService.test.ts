import type { BaselineRequest } from '@plumbline/backstage-plugin-drift-common';
import { DataSet } from '@plumbline/backstage-plugin-drift-engine';
import { Knex } from 'knex';
import { MODEL, makeDocument } from '../__testUtils__/startDrift';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { MonitorRecord } from '../domain/records';
import { createStores } from '../store/createStores';
import { MIGRATIONS } from '../store/migrations';
import { BaselineService } from './BaselineService';
import { EngineComparer } from './Comparer';
import { buildMonitor, readDocument } from './MonitorService';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const data = { close: async () => {} } as unknown as DataSet;
const CHAMPION = {
  baseline: {
    mlflow: { model: 'churn', alias: 'champion', artifact: 'baseline.csv' },
  },
};

class FakeComparer extends EngineComparer {
  async describe() {
    return { rows: 1000, columns: [], warnings: [], payload: Buffer.alloc(0) };
  }
}

describe('the baseline that counts', () => {
  let knex: Knex;
  let stores: ReturnType<typeof createStores>;
  let monitor: MonitorRecord;
  /** Version behind the alias; none when the registry is down. */
  let champion: string | undefined;
  let opened: string[];

  const service = () =>
    new BaselineService({
      baselines: stores.baselines,
      comparer: new FakeComparer(),
      monitors: { getOperable: async () => monitor } as any,
      opener: {
        open: async ({ place }) => {
          opened.push(place.path!);
          return data;
        },
        openArtifact: async ({ artifact }) => {
          opened.push(artifact.path);
          return data;
        },
        resolveArtifact: async ({ artifact }) => {
          if (!champion) {
            throw new Error('MLflow "main" cannot be reached');
          }
          return {
            instance: 'main',
            runId: `run-${champion}`,
            path: artifact.path.split('/').pop()!,
            version: { model: 'churn', version: champion, alias: 'champion' },
          };
        },
      },
    });
  const ensure = (text: string) =>
    service().ensure({
      monitor,
      document: readDocument(text, 'test'),
      signal: new AbortController().signal,
    });

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
    await migrate(knex, MIGRATIONS);
    stores = createStores(knex);
    champion = '1';
    opened = [];
    const text = makeDocument({ spec: CHAMPION });
    monitor = buildMonitor({
      document: readDocument(text, 'test'),
      text,
      entityRef: MODEL,
      ownerRef: undefined,
      origin: 'api',
      now: '2026-11-01T00:00:00.000Z',
    });
    await stores.monitors.insert(monitor);
  });
  afterEach(() => knex.destroy());

  it('follows the alias of a model from version to version', async () => {
    const text = makeDocument({ spec: CHAMPION });
    const first = await ensure(text);
    expect(first).toMatchObject({
      kind: 'mlflow',
      description: 'MLflow, version 1 of churn (champion), baseline.csv',
      request: { instance: 'main', runId: 'run-1', artifact: 'baseline.csv' },
    });
    expect((await ensure(text)).id).toBe(first.id);
    champion = '2';
    const second = await ensure(text);
    expect(second.request).toMatchObject({ runId: 'run-2' });
    expect(await stores.baselines.getActiveId(monitor.id)).toBe(second.id);
    expect(opened).toEqual([
      'runs:/run-1/baseline.csv',
      'runs:/run-2/baseline.csv',
    ]);
  });

  it('opens the rows of the version that it was taken from, wherever the alias points', async () => {
    const text = makeDocument({ spec: CHAMPION });
    const baseline = await ensure(text);
    champion = '2';
    opened = [];
    await service().open({
      baseline,
      monitor,
      document: readDocument(text, 'test'),
      signal: new AbortController().signal,
    });
    expect(opened).toEqual(['runs:/run-1/baseline.csv']);
  });

  it('keeps what it has while the registry is down', async () => {
    const text = makeDocument({ spec: CHAMPION });
    const { id } = await ensure(text);
    champion = undefined;
    expect((await ensure(text)).id).toBe(id);
    await knex('baselines').delete();
    await expect(ensure(text)).rejects.toThrow('cannot be reached');
  });

  it('keeps what a person chose', async () => {
    const chosen = await service().choose(
      monitor.id,
      {
        name: 'September',
        from: { kind: 'mlflow', runId: 'run-7', artifact: 'baseline.csv' },
        by: 'user:default/ada',
      },
      undefined as any,
    );
    champion = '2';
    expect((await ensure(makeDocument({ spec: CHAMPION }))).id).toBe(chosen.id);
  });

  it('follows the document again when a person says so', async () => {
    const choose = (from: BaselineRequest['from']) =>
      service().choose(
        monitor.id,
        { name: 'chosen', from, by: 'user:default/ada' },
        undefined as any,
      );
    await choose({ kind: 'mlflow', runId: 'run-7', artifact: 'baseline.csv' });
    const again = await choose({ kind: 'document' });
    expect(again).toMatchObject({
      kind: 'mlflow',
      description: 'MLflow, version 1 of churn (champion), baseline.csv',
    });
    const text = makeDocument({ spec: CHAMPION });
    expect((await ensure(text)).id).toBe(again.id);
    champion = '2';
    expect((await ensure(text)).request).toMatchObject({ runId: 'run-2' });
  });

  it('takes another one when the document names another one', async () => {
    const from = (path: string) =>
      makeDocument({ spec: { baseline: { source: 'samples', path } } });
    const { id } = await ensure(from('september.csv'));
    expect((await ensure(from('september.csv'))).id).toBe(id);
    expect((await ensure(from('october.csv'))).id).not.toBe(id);
    expect(opened).toEqual(['september.csv', 'october.csv']);
  });
});
