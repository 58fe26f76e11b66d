import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import { MIGRATIONS } from '../store/migrations';
import { UnitStore } from '../store/UnitStore';
import { ServedModels } from './ServedModels';
import { TokenCounter } from './TokenCounter';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const CHAT = 'resource:default/chat';
const API = 'component:default/chat-api';

const catalog = catalogServiceMock({
  entities: [
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Resource',
      metadata: {
        name: 'chat',
        namespace: 'default',
        annotations: { 'plumbline.dev/registered-model': 'Meta/Llama' },
      },
      spec: { type: 'ml-model' },
      relations: [{ type: 'dependencyOf', targetRef: API }],
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name: 'chat-api',
        namespace: 'default',
        annotations: { 'backstage.io/kubernetes-namespace': 'ml' },
      },
      spec: { type: 'model-server' },
    },
  ],
});

describe.each(databases.eachSupportedId())('tokens of models on %s', id => {
  let knex: Knex;
  let units: UnitStore;
  /** Tokens by metric and day, or what goes wrong. */
  let series: Record<string, Record<string, number> | Error>;
  const asked: string[] = [];
  /** Days on which no source recorded anything. */
  let blackout: string[];
  const logger = mockServices.logger.mock();

  beforeEach(async () => {
    knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    units = new UnitStore(knex);
    asked.length = 0;
    blackout = [];
  });
  afterEach(() => knex.destroy());

  const sourceOf = (name: string) => ({
    id: name,
    client: {
      async query(expression: string, { timeMs }: { timeMs: number }) {
        const day = new Date(timeMs - 1).toISOString().slice(0, 10);
        if (expression.includes('(up[')) {
          const labels = {};
          const sample = { labels, value: 9, text: '9', timeMs };
          const found = blackout.includes(day) ? [] : [sample];
          return { found, dropped: 0, warnings: [] };
        }
        const metric = /vllm:(\w+?)_tokens/.exec(expression)![1];
        asked.push(`${name} ${metric} ${day}`);
        const known = series[`${name} ${metric}`];
        if (known instanceof Error) {
          throw known;
        }
        const value = known?.[day];
        const found =
          value === undefined
            ? []
            : [
                {
                  labels: { model_name: 'meta/llama', namespace: 'ml' },
                  value,
                  text: String(value),
                  timeMs,
                },
                {
                  labels: { model_name: 'meta/llama', namespace: 'other' },
                  value: 7,
                  text: '7',
                  timeMs,
                },
              ];
        return { found, dropped: 0, warnings: [] };
      },
    },
  });

  const count = (today: string, names = ['main']) =>
    new TokenCounter({
      logger,
      models: new ServedModels({ auth: mockServices.auth(), catalog }),
      sources: names.map(sourceOf),
      units,
    }).count(today, new AbortController().signal);

  const list = async () =>
    (
      await units.list({
        unit: 'tokens',
        entityRefs: [CHAT],
        from: '2024-01-01',
        to: '2024-12-31',
      })
    ).map(({ day, source, quantity }) => `${source} ${day} ${quantity}`);

  it('are counted once for each day that has ended, from the first that is known', async () => {
    series = {
      'main prompt': { '2024-02-28': 100.4, '2024-03-01': 3e9 },
      'main generation': { '2024-02-28': 20, '2024-03-02': 5 },
    };
    await count('2024-03-02');
    expect(await list()).toEqual([
      'main 2024-02-28 120',
      // Nothing served it on the leap day
      'main 2024-02-29 0',
      'main 2024-03-01 3000000000',
    ]);
    expect(asked).toHaveLength(28);
    expect(asked[0]).toBe('main prompt 2024-02-17');
    asked.length = 0;
    await count('2024-03-02');
    expect(asked).toEqual([]);
    await count('2024-03-03');
    expect(asked).toHaveLength(2);
    expect((await list()).at(-1)).toBe('main 2024-03-02 5');
  });

  it('are not zero, but not known, on a day of which a source recorded nothing at all', async () => {
    series = { 'main prompt': { '2024-02-27': 4, '2024-03-01': 5 } };
    blackout = ['2024-02-28'];
    await count('2024-03-02');
    expect(await list()).toEqual([
      'main 2024-02-27 4',
      'main 2024-02-29 0',
      'main 2024-03-01 5',
    ]);
  });

  it('of a source that fails are counted later, and those of others now', async () => {
    series = {
      'main prompt': new Error('Prometheus main gave no answer in 9 ms'),
      'edge prompt': { '2024-03-01': 1 },
    };
    await count('2024-03-02', ['main', 'edge']);
    expect(await list()).toEqual(['edge 2024-03-01 1']);
    expect(logger.warn).toHaveBeenCalledWith(
      'Cost: tokens of models are not counted: Prometheus main gave no answer in 9 ms',
    );
    series['main prompt'] = { '2024-03-01': 4 };
    await count('2024-03-02', ['main', 'edge']);
    expect(await list()).toEqual(['edge 2024-03-01 1', 'main 2024-03-01 4']);
  });

  it('are forgotten when nobody is shown them any more', async () => {
    series = { 'main prompt': { '2024-03-01': 1 } };
    await count('2024-03-02');
    series = {};
    await count('2026-05-20');
    expect(await list()).toEqual([]);
  });
});
