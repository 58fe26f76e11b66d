import {
  FakeCluster,
  policyReport,
  startFakeCluster,
  vulnerabilityReport,
} from './__testUtils__/startFakeCluster';
import {
  CART,
  CHECKOUT,
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
    scans = await startScans({ scans: { clusters: [cluster.config] } });
  });
  afterEach(async () => {
    await scans.stop();
    await cluster.stop();
  });

  /** Reads the cluster and waits until everything was worked off. */
  async function read() {
    await scans.runTask('scans-clusters');
    for (const entity of [CHECKOUT, CART]) {
      for (;;) {
        const { body } = await scans.call(
          'user:default/ada',
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
    (await scans.findings({ state, entity })).items
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

describe('the configuration of clusters', () => {
  const cluster = { name: 'prod-1', url: 'https://k8s.test', token: 'secret' };
  it.each([
    ['name', [cluster, cluster]],
    ['name', [{ ...cluster, name: 'prod/1' }]],
    ['url', [{ ...cluster, url: 'http://k8s.test' }]],
  ])('names what is wrong: %s', async (name, clusters) => {
    await expect(startScans({ scans: { clusters } })).rejects.toThrow(
      `scans.clusters[${clusters.length - 1}].${name}`,
    );
  });
});
