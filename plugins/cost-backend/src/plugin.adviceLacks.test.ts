import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { RECORDED_CLUSTER } from './__testUtils__/recordedCluster';
import { NOW, RECORDED } from './__testUtils__/recordedObjects';
import {
  hasPrometheus,
  startRecordedPrometheus,
} from './__testUtils__/recordedPrometheus';
import { FAY, setNow, startCosts, TestCosts } from './__testUtils__/startCosts';

jest.setTimeout(120_000);

// Skipped, and counted as such, where Debian's package prometheus is not installed
const describeWithPrometheus = hasPrometheus() ? describe : describe.skip;
const databases = createTestDatabases();

describeWithPrometheus('advice of a Prometheus that knows little', () => {
  let prometheus: Awaited<ReturnType<typeof startRecordedPrometheus>>;
  let costs: TestCosts;
  const adviseOf = async (prefixes: readonly RegExp[]) => {
    prometheus = await startRecordedPrometheus({
      ...RECORDED,
      series: RECORDED_CLUSTER.filter(({ name }) =>
        prefixes.some(prefix => prefix.test(name)),
      ),
    });
    setNow(NOW);
    costs = await startCosts({
      knex: await databases.init('SQLITE_3'),
      cost: {
        prometheus: [{ id: 'main', url: prometheus.url, windowDays: 2 }],
      },
    });
    await costs.runTask('cost-advice');
    return costs.get('advice', { limit: '200' }, FAY);
  };
  afterEach(async () => {
    jest.useRealTimers();
    await costs.stop();
    await prometheus.stop();
  });

  it('names each exporter that is missing, and suggests what it can without savings', async () => {
    const { items, savings, sources } = await adviseOf([
      /^kube_pod_container_resource_requests$/,
      /^container_cpu/,
    ]);
    expect(
      items.map((item: any) => [
        `${item.kind} ${item.workload}`,
        item.saving,
        item.hasPatch,
      ]),
    ).toContainEqual(['cpuRequest checkout', null, false]);
    expect(savings).toEqual([]);
    expect(sources[0].state).toBe('ok');
    for (const name of [
      'container_memory_working_set_bytes',
      'kube_pod_owner',
      'kube_deployment_metadata_generation',
      'DCGM_FI_DEV_GPU_UTIL',
      'kube_persistentvolumeclaim_info',
      'kubecost_node_is_spot',
      'prices.currency',
    ]) {
      expect(sources[0].message).toContain(name);
    }
    expect(sources[0].message).not.toContain('container_cpu_usage');
  });

  it('has failed without kube-state-metrics', async () => {
    const { items, sources } = await adviseOf([/^container_/]);
    expect(items).toEqual([]);
    expect(sources[0]).toMatchObject({
      state: 'failed',
      readAt: null,
      message:
        'Prometheus main has no kube_pod_container_resource_requests now: kube-state-metrics is not scraped, or out of reach',
    });
  });
});
