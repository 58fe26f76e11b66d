import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costAdviceListSchema } from '@plumbline/backstage-plugin-cost-common';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import { SUGGESTIONS, WITHHELD } from './__testUtils__/recordedAdvice';
import { RECORDED_CLUSTER } from './__testUtils__/recordedCluster';
import { NOW, RECORDED } from './__testUtils__/recordedObjects';
import {
  hasPrometheus,
  startRecordedPrometheus,
} from './__testUtils__/recordedPrometheus';
import {
  ADA,
  BOB,
  CART,
  FAY,
  LEDGER,
  setNow,
  SHOP,
  startCosts,
  TestCosts,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

// Skipped, and counted as such, where Debian's package prometheus is not installed
const describeWithPrometheus = hasPrometheus() ? describe : describe.skip;
const hasKustomize = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
const databases = createTestDatabases();
const ATTRIBUTION = [
  {
    id: 'own label',
    entityFrom: {
      label: 'backstage.io/kubernetes-id',
      template: 'component:default/{value}',
    },
  },
  // As the costs of OpenCost name workloads
  {
    id: 'workload',
    match: { cluster: 'prod', workload: 'daemonset/agent' },
    entity: CART,
  },
];
const TOO_MANY = '200';

const nameOf = ({ kind, workload }: any) => `${kind} ${workload}`;

describeWithPrometheus('advice of a real Prometheus', () => {
  let prometheus: Awaited<ReturnType<typeof startRecordedPrometheus>>;
  let costs: TestCosts;
  let knex: Knex;
  const read = async (query: Record<string, string> = {}, who = FAY) =>
    costs.get('advice', { limit: TOO_MANY, ...query }, who);
  const find = async (name: string, query: Record<string, string> = {}) =>
    (await read(query)).items.find((item: any) => nameOf(item) === name);

  beforeAll(async () => {
    prometheus = await startRecordedPrometheus({
      ...RECORDED,
      series: RECORDED_CLUSTER,
    });
    setNow(NOW);
    knex = await databases.init('SQLITE_3');
    costs = await startCosts({
      knex,
      cost: {
        attribution: ATTRIBUTION,
        prometheus: [
          {
            id: 'main',
            title: 'Production',
            url: prometheus.url,
            cluster: 'prod',
            windowDays: 2,
            prices: { currency: 'EUR' },
          },
        ],
      },
    });
    await costs.runTask('cost-advice');
  });
  afterAll(async () => {
    jest.useRealTimers();
    await costs?.stop();
    await prometheus?.stop();
  });

  it('suggests what was measured to be enough, for the exact saving', async () => {
    const { text, ...body } = await read();
    expect(costAdviceListSchema.parse(body)).toEqual(body);
    expect(
      body.items.map((item: any) => [
        nameOf(item),
        item.current,
        item.suggested,
        item.saving?.amount ?? null,
        item.entityRef,
        item.hasPatch,
      ]),
    ).toEqual(SUGGESTIONS);
    expect(body.savings).toEqual([
      { currency: 'EUR', amount: '3732.234761582919' },
    ]);
    expect(body.withheld).toBe(Object.keys(WITHHELD).length);
    expect(body.sources).toEqual([
      { source: 'main', title: 'Production', state: 'ok', readAt: NOW },
    ]);
  });

  it('says why it suggests nothing else', async () => {
    const { items } = await read({ state: 'withheld' });
    expect(
      Object.fromEntries(
        items.map((item: any) => [nameOf(item), item.reason]).sort(),
      ),
    ).toEqual(WITHHELD);
    expect(
      items.find((item: any) => item.workload === 'ledger-data').evidence,
    ).toBe(
      'A pod mounts it, or did in the last 2 days; never more than 1Gi were on it, which is less than 5 %: it is nearly empty.',
    );
  });

  it('shows its evidence and what was measured day by day', async () => {
    expect(await find('cpuRequest checkout')).toMatchObject({
      cluster: 'prod',
      namespace: 'shop',
      workloadKind: 'Deployment',
      container: 'app',
      evidence:
        'In 2 days (576 samples) 95 % of the time no more than 400m were used.',
      ownerRef: 'group:default/shop-team',
      from: '2026-11-08',
      to: '2026-11-09',
      measuredAt: NOW,
      source: 'main',
    });
    const { measured } = await find('memoryRequest checkout');
    expect(measured).toEqual({
      unit: 'bytes',
      requested: 2 ** 30,
      days: [
        { day: '2026-11-08', value: 399 * 2 ** 20 },
        // The peak of one moment
        { day: '2026-11-09', value: 400 * 2 ** 20 },
      ],
    });
    const gpus = (await find('gpuIdle trainer')).measured;
    expect(gpus).toMatchObject({
      unit: 'percent',
      days: [{ day: '2026-11-08', value: 41 }, { day: '2026-11-09' }],
    });
  });

  it('is found by entity, by system, by owner and by kind, page by page', async () => {
    const names = async (query: Record<string, string>) =>
      (await read(query)).items.map(nameOf).sort();
    expect(await names({ entity: LEDGER })).toEqual(['memoryRequest ledger']);
    expect(await names({ entity: SHOP })).toEqual([
      'cpuRequest checkout',
      'memoryRequest checkout',
      'memoryRequest ledger',
      'spot checkout',
    ]);
    expect(await names({ owner: 'group:default/core-team' })).toEqual([
      'memoryRequest ledger',
    ]);
    expect(await names({ kind: 'volumeIdle' })).toEqual([
      'volumeIdle old-data',
    ]);
    const paged: any[] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ limit: '4', ...(cursor ? { cursor } : {}) });
      paged.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    expect(paged).toEqual((await read()).items);
  });

  it('follows the catalog between readings', async () => {
    // As if nothing had known whose anything was
    await knex('cost_advice').update({ entity_ref: '' });
    expect((await read({}, BOB)).items).toEqual([]);
    await costs.runTask('cost-advice-owners');
    expect((await read({}, BOB)).items.map(nameOf)).toEqual([
      'memoryRequest ledger',
    ]);
  });

  it('sums only what the caller may read', async () => {
    const { items, savings, withheld } = await read({}, BOB);
    expect(items.map(nameOf)).toEqual(['memoryRequest ledger']);
    expect(savings).toEqual([{ currency: 'EUR', amount: '2.70638375' }]);
    expect(withheld).toBe(0);
    expect((await read({}, ADA)).items.map(nameOf).sort()).toEqual([
      'cpuRequest agent',
      'cpuRequest checkout',
      'memoryRequest checkout',
      'spot checkout',
    ]);
  });

  // Skipped where there is nothing that applies them
  (hasKustomize ? describe : describe.skip)('its patches', () => {
    it('are applied by kubectl to what they are for', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'advice-patch-'));
      const container = {
        name: 'app',
        image: 'app:1',
        resources: { requests: { cpu: '3', memory: '3Gi' } },
      };
      const template = {
        metadata: { labels: { app: 'x' } },
        spec: { containers: [{ name: 'proxy', image: 'proxy:1' }, container] },
      };
      const resourceOf = (kind: string, name: string, spec: object) => ({
        apiVersion: kind === 'CronJob' ? 'batch/v1' : 'apps/v1',
        kind,
        metadata: { name, namespace: 'shop' },
        spec,
      });
      const apps = { selector: { matchLabels: { app: 'x' } }, template };
      const resources = [
        resourceOf('Deployment', 'checkout', apps),
        resourceOf('DaemonSet', 'agent', apps),
        resourceOf('StatefulSet', 'ledger', { ...apps, serviceName: 'x' }),
        resourceOf('CronJob', 'nightly', {
          schedule: '0 0 * * *',
          jobTemplate: { spec: { template } },
        }),
      ];
      const patches = [
        ['cpuRequest checkout', 'cpu: 400m'],
        ['memoryRequest checkout', 'memory: 464Mi'],
        ['cpuRequest agent', 'cpu: 100m'],
        ['memoryRequest ledger', 'memory: 1152Mi'],
        ['cpuRequest nightly', 'cpu: 300m'],
      ];
      try {
        const files: string[] = [];
        for (const [name] of patches) {
          const { id } = await find(name);
          const answer = await costs.call(FAY, 'GET', `/advice/${id}/patch`);
          expect(answer.status).toBe(200);
          expect(answer.headers.get('content-type')).toMatch(/^text\/yaml/);
          const [, file] =
            /^attachment; filename="([a-z0-9.-]+\.yaml)"$/.exec(
              answer.headers.get('content-disposition') ?? '',
            ) ?? [];
          await writeFile(join(folder, file), answer.text);
          files.push(file);
        }
        await writeFile(
          join(folder, 'all.json'),
          JSON.stringify({ apiVersion: 'v1', kind: 'List', items: resources }),
        );
        await writeFile(
          join(folder, 'kustomization.yaml'),
          JSON.stringify({
            resources: ['all.json'],
            patches: files.map(path => ({ path })),
          }),
        );
        const { status, stdout, stderr } = spawnSync(
          'kubectl',
          ['kustomize', folder],
          { encoding: 'utf8' },
        );
        expect([status, stderr]).toEqual([0, '']);
        for (const [, request] of patches) {
          expect(stdout).toContain(request);
        }
        // What nothing is suggested for stays, as does the other container
        expect(stdout.match(/memory: 3Gi/g)).toHaveLength(2);
        expect(stdout.match(/cpu: "3"/g)).toHaveLength(1);
        expect(stdout.match(/proxy:1/g)).toHaveLength(4);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  });

  it('keeps what it advised when Prometheus is down, and says so', async () => {
    const before = await read();
    await prometheus.stop();
    await costs.runTask('cost-advice');
    // Nothing is read twice on a day
    expect(await read()).toEqual(before);
    setNow('2026-11-11T00:30:00.000Z');
    await costs.runTask('cost-advice');
    const after = await read();
    expect(after.items).toEqual(before.items);
    expect(after.sources).toEqual([
      {
        source: 'main',
        title: 'Production',
        state: 'failed',
        readAt: NOW,
        message: 'Prometheus main cannot be reached',
      },
    ]);
    const { sources } = await read({}, ADA);
    expect(sources[0]).not.toHaveProperty('message');
  });
});
