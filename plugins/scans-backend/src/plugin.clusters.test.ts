import {
  FakeCluster,
  clusterRoleReport,
  policyReport,
  startFakeCluster,
  vulnerabilityReport,
} from './__testUtils__/startFakeCluster';
import {
  CART,
  CHECKOUT,
  LEDGER,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001';
const YAML = 'CVE-2026-0002';

describe('reports that scanners leave in clusters', () => {
  let scans: TestScans;
  let cluster: FakeCluster;
  beforeEach(async () => {
    cluster = await startFakeCluster();
    scans = await startScans({
      kubernetes: cluster.kubernetes,
      scans: { clusters: [{ name: 'prod-1', entity: LEDGER }] },
    });
  });
  afterEach(async () => {
    await scans.stop();
    await cluster.stop();
  });

  /** Reads the cluster and waits until everything was worked off. */
  async function read() {
    await scans.runTask('scans-clusters');
    for (const entity of [CHECKOUT, CART, LEDGER]) {
      for (;;) {
        const { body } = await scans.call(
          ROOT,
          'GET',
          `/summary?entity=${entity}`,
        );
        const isWaiting = body.scopes.some(
          ({ lastScannedAt }: any) => lastScannedAt === undefined,
        );
        if (!isWaiting) {
          break;
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    }
    // Of scopes that were known before, the newest scan is worked off by then too
    await scans.runTask('scans-work');
    await new Promise(resolve => setTimeout(resolve, 100));
  }

  const rules = async (state: string, entity = CHECKOUT) =>
    (await scans.findings({ state, entity }, ROOT)).items
      .map(({ rule }: any) => rule)
      .sort();

  it('count for the entities that their workloads belong to', async () => {
    cluster.put(
      vulnerabilityReport({ workload: 'checkout', vulnerabilities: [ZLIB] }),
    );
    cluster.put(
      vulnerabilityReport({ workload: 'cart', vulnerabilities: [YAML] }),
    );
    cluster.put(
      vulnerabilityReport({ workload: 'stranger', vulnerabilities: [ZLIB] }),
    );
    cluster.put(policyReport({ workload: 'checkout', policies: ['no-root'] }));
    await read();
    expect(await rules('open')).toEqual([ZLIB, 'no-root/check']);
    expect(await rules('open', CART)).toEqual([YAML]);
    const { items } = await scans.findings({ tool: 'trivy-operator' });
    const { body } = await scans.call(
      'user:default/ada',
      'GET',
      `/findings/${items[0].id}`,
    );
    expect(body.sightings).toMatchObject([
      { target: 'prod-1/VulnerabilityReport/shop/Deployment/checkout/app' },
    ]);
  });

  it('of all the kinds that policy engines write count', async () => {
    cluster.put(
      policyReport({ workload: 'checkout', policies: ['a'], kind: 'Report' }),
    );
    cluster.put(policyReport({ workload: 'checkout', policies: ['b'] }));
    await read();
    expect(await rules('open')).toEqual(['a/check', 'b/check']);
  });

  it('that lie in no namespace count for the entity that stands for the cluster', async () => {
    const role = clusterRoleReport({ role: 'admin', checks: ['KSV041'] });
    cluster.put(role);
    cluster.put(
      policyReport({
        workload: 'node-1',
        policies: ['a'],
        kind: 'ClusterPolicyReport',
      }),
    );
    cluster.put(
      policyReport({
        workload: 'node-2',
        policies: ['b'],
        kind: 'ClusterReport',
      }),
    );
    await read();
    expect(await rules('open', LEDGER)).toEqual([
      'KSV041',
      'a/check',
      'b/check',
    ]);
    const { items } = await scans.findings(
      { entity: LEDGER, tool: 'trivy-operator' },
      ROOT,
    );
    const { body } = await scans.call(ROOT, 'GET', `/findings/${items[0].id}`);
    expect(body.sightings).toMatchObject([
      { target: 'prod-1/ClusterRbacAssessmentReport/ClusterRole/admin' },
    ]);
    cluster.remove(role);
    await read();
    expect(await rules('open', LEDGER)).toEqual(['a/check', 'b/check']);
    expect(await rules('not-observed', LEDGER)).toEqual(['KSV041']);
  });

  it('are read again only when they changed', async () => {
    cluster.put(
      vulnerabilityReport({ workload: 'checkout', vulnerabilities: [ZLIB] }),
    );
    await read();
    const count = () =>
      cluster.requests.filter(url => url.includes('/namespaces/')).length;
    expect(count()).toBe(1);
    await read();
    expect(count()).toBe(1);
  });

  it('that cannot be read keep no other from being, and are asked for once', async () => {
    const bad = vulnerabilityReport({ workload: 'cart', vulnerabilities: [] });
    // No API would hold it: it is nested deeper than a report may be
    bad.report.vulnerabilities = Array.from({ length: 70 }).reduce<any>(
      inner => [inner],
      [],
    );
    cluster.put(bad, { isChecked: false });
    cluster.put(
      vulnerabilityReport({ workload: 'checkout', vulnerabilities: [ZLIB] }),
    );
    await read();
    await read();
    expect(await rules('open')).toEqual([ZLIB]);
    expect(
      cluster.requests.filter(url => url.includes('replicaset-cart')),
    ).toHaveLength(1);
  });

  it('fix what a new version of the workload does not have', async () => {
    const old = vulnerabilityReport({
      workload: 'checkout',
      vulnerabilities: [ZLIB, YAML],
    });
    cluster.put(old);
    await read();
    const next = vulnerabilityReport({
      workload: 'checkout',
      vulnerabilities: [YAML],
      hash: '7bc4d8f6b',
      version: 2,
      createdAt: new Date(Date.now() - 1000).toISOString(),
    });
    cluster.put(next);
    await read();
    expect(await rules('fixed')).toEqual([ZLIB]);
    cluster.remove(old);
    await read();
    expect(await rules('open')).toEqual([YAML]);
  });

  it('are not observed any more when they were deleted', async () => {
    const report = vulnerabilityReport({
      workload: 'checkout',
      vulnerabilities: [ZLIB],
    });
    cluster.put(report);
    await read();
    cluster.remove(report);
    await read();
    expect(await rules('open')).toEqual([]);
    expect(await rules('fixed')).toEqual([]);
    expect(await rules('not-observed')).toEqual([ZLIB]);
  });

  it.each([
    ['cannot be reached', 503, ''],
    ['refuses the token', 403, ''],
    ['breaks off in the middle of a list', 410, 'continue='],
    ['forgets a kind of resource', 404, 'vulnerabilityreports'],
  ])('stay as they were when the cluster %s', async (_, status, text) => {
    const reports = ['checkout', 'cart', 'stranger'].map(workload =>
      vulnerabilityReport({ workload, vulnerabilities: [ZLIB] }),
    );
    reports.forEach(report => cluster.put(report));
    await read();
    reports.forEach(report => cluster.remove(report));
    cluster.put(reports[1]);
    cluster.put(reports[2]);
    cluster.put(
      vulnerabilityReport({ workload: 'other', vulnerabilities: [ZLIB] }),
    );
    cluster.failWith(status, text);
    await read();
    expect(await rules('open')).toEqual([ZLIB]);
    cluster.failWith(undefined);
    await read();
    expect(await rules('not-observed')).toEqual([ZLIB]);
  });
});

describe('the fake cluster', () => {
  it('holds nothing that the published definitions do not allow', async () => {
    const cluster = await startFakeCluster();
    const report = vulnerabilityReport({
      workload: 'checkout',
      vulnerabilities: [ZLIB],
    });
    const { os, ...withoutSystem } = report.report;
    for (const [change, reason] of [
      [{ report: withoutSystem }, "must have required property 'os'"],
      [{ report: { ...report.report, more: 1 } }, 'additional properties'],
      [
        { metadata: { ...report.metadata, namespace: undefined } },
        'in the wrong place',
      ],
      [{ kind: 'SbomReport' }, 'No definition'],
    ] as const) {
      expect(() => cluster.put({ ...report, ...change })).toThrow(reason);
    }
    await cluster.stop();
  });
});

describe('a cluster that is not read', () => {
  it('is asked nothing, and what lies in no namespace needs an entity', async () => {
    const cluster = await startFakeCluster();
    for (const [clusters, asked] of [
      [[], 0],
      [[{ name: 'prod-1' }], 7],
      [[{ name: 'prod-1', entity: 'system:default/unknown' }], 7],
    ] as const) {
      cluster.requests.length = 0;
      const scans = await startScans({
        kubernetes: cluster.kubernetes,
        scans: { clusters },
      });
      if (clusters.length > 0) {
        await scans.runTask('scans-clusters');
      }
      expect(cluster.requests).toHaveLength(asked);
      expect(cluster.requests.join()).not.toContain('/cluster');
      await scans.stop();
    }
    await cluster.stop();
  });
});
