import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { RECORDED_CLUSTER } from './__testUtils__/recordedCluster';
import { NOW, RECORDED } from './__testUtils__/recordedObjects';
import {
  hasPrometheus,
  RecordedSeries,
  startRecordedPrometheus,
} from './__testUtils__/recordedPrometheus';
import { FAY, setNow, startCosts, TestCosts } from './__testUtils__/startCosts';

jest.setTimeout(120_000);

// Skipped, and counted as such, where Debian's package prometheus is not installed
const describeWithPrometheus = hasPrometheus() ? describe : describe.skip;
const databases = createTestDatabases();

describeWithPrometheus(
  'advice of a Prometheus that knows little, or of many clusters',
  () => {
    let prometheus: Awaited<ReturnType<typeof startRecordedPrometheus>>;
    let costs: TestCosts;
    const ofMetrics = (...patterns: readonly RegExp[]) =>
      RECORDED_CLUSTER.filter(({ name }) =>
        patterns.some(pattern => pattern.test(name)),
      );
    const adviseOf = async (series: readonly RecordedSeries[]) => {
      prometheus = await startRecordedPrometheus({
        ...RECORDED,
        series,
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
      const { items, savings, sources } = await adviseOf(
        ofMetrics(/^kube_pod_container_resource_requests$/, /^container_cpu/),
      );
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

    it('tells clusters apart that are in one Prometheus', async () => {
      const checkout = ofMetrics(/^kube_|^container_cpu/).filter(
        ({ labels }) =>
          [labels.pod, labels.replicaset, labels.deployment].some(name =>
            name?.startsWith('checkout'),
          ) && labels.container !== 'POD',
      );
      const inCluster = (cluster: string, share: number) =>
        checkout.map(({ value, ...series }) => ({
          ...series,
          labels: { ...series.labels, cluster },
          value:
            typeof value === 'number'
              ? value
              : (timeMs: number) => share * value(timeMs)!,
        }));
      const { items } = await adviseOf([
        ...inCluster('east', 1),
        ...inCluster('west', 0.5),
      ]);
      expect(
        items
          .filter(({ kind }: any) => kind === 'cpuRequest')
          .map(({ cluster, workload, suggested }: any) => [
            cluster,
            workload,
            suggested,
          ])
          .sort(),
      ).toEqual([
        ['east', 'checkout', '400m'],
        ['west', 'checkout', '200m'],
      ]);
    });

    it('has failed without kube-state-metrics', async () => {
      const { items, sources } = await adviseOf(ofMetrics(/^container_/));
      expect(items).toEqual([]);
      expect(sources[0]).toMatchObject({
        state: 'failed',
        readAt: null,
        message:
          'Prometheus main has no kube_pod_container_resource_requests now: kube-state-metrics is not scraped, or out of reach',
      });
    });
  },
);
