import { costOf, daysBefore, groupBy, shiftDay } from './costSampleDays.mjs';

const CLUSTER = 'cluster-eu';
const MICROS = 1_000_000;

/** What runs in the cluster: cpu, memory and gpu cost of a usual day. */
const WORKLOADS = [
  {
    namespace: 'core-production',
    name: 'backend',
    team: 'core-team',
    week: 'shop',
    cost: { cpu: 5.2, ram: 2.1 },
  },
  {
    namespace: 'core-production',
    name: 'frontend',
    team: 'core-team',
    week: 'shop',
    cost: { cpu: 2.3, ram: 0.9 },
  },
  {
    namespace: 'core-production',
    name: 'replenishment',
    team: 'core-team',
    cost: { cpu: 0.7, ram: 0.5 },
  },
  {
    namespace: 'ml-production',
    name: 'ml-backend',
    team: 'ml-team',
    week: 'shop',
    cost: { cpu: 2.6, ram: 1.8, gpu: 13.5 },
    // A second replica on a GPU of its own
    jump: { daysAgo: 9, factor: 1.9 },
  },
  {
    namespace: 'ml-production',
    name: 'demand-forecast-scoring',
    team: 'ml-team',
    cost: { cpu: 1.1, ram: 0.6 },
  },
  {
    namespace: 'ml-production',
    name: 'ml-data-processing',
    team: 'ml-team',
    cost: { cpu: 2.9, ram: 2.2 },
  },
  {
    namespace: 'data-production',
    name: 'data-api',
    team: 'data-team',
    week: 'office',
    cost: { cpu: 1.4, ram: 0.8 },
  },
  {
    namespace: 'data-production',
    name: 'data-processor',
    team: 'data-team',
    growth: 0.002,
    cost: { cpu: 5.4, ram: 4.6 },
  },
  {
    namespace: 'data-production',
    name: 'data-quality-jobs',
    team: 'data-team',
    cost: { cpu: 0.9, ram: 0.4 },
  },
  {
    namespace: 'data-production',
    name: 'stream-processor',
    team: 'data-team',
    week: 'shop',
    cost: { cpu: 3.2, ram: 1.5 },
  },
  {
    namespace: 'ingress',
    name: 'ingress',
    team: 'platform-team',
    week: 'shop',
    cost: { cpu: 0.8, ram: 0.3 },
  },
  // Without a label: nobody said whose these are
  { namespace: 'monitoring', name: 'prometheus', cost: { cpu: 1.7, ram: 2.6 } },
  { namespace: 'kube-system', name: 'dns', cost: { cpu: 0.4, ram: 0.2 } },
];
/** Nodes that were paid for and not asked for. */
const IDLE = { cpu: 4.8, ram: 2.9, gpu: 1.2 };

const FIELDS = { cpu: 'cpuCost', ram: 'ramCost', gpu: 'gpuCost' };

function costsOf({ cost, ...usual }, day, today) {
  const parts = Object.entries(cost).map(([part, amount]) => [
    FIELDS[part],
    costOf({
      ...usual,
      name: `${usual.name} ${part}`,
      day,
      today,
      usual: amount,
    }),
  ]);
  const total = parts.reduce((sum, [, micros]) => sum + micros, 0);
  return Object.fromEntries(
    [...parts, ['totalCost', total]].map(([field, micros]) => [
      field,
      micros / MICROS,
    ]),
  );
}

function allocationsOf(day, today) {
  const window = {
    start: `${day}T00:00:00Z`,
    end: `${shiftDay(day, 1)}T00:00:00Z`,
  };
  const entries = WORKLOADS.map(workload => {
    const { namespace, name, team } = workload;
    const id = `${CLUSTER}/${namespace}/${name}`;
    return [
      id,
      {
        name: id,
        properties: {
          cluster: CLUSTER,
          namespace,
          controller: name,
          controllerKind: 'deployment',
          // Upstream writes keys of labels like this
          labels: team ? { plumbline_dev_entity: name, team } : {},
        },
        window,
        ...costsOf(workload, day, today),
      },
    ];
  });
  const idle = `${CLUSTER}/__idle__`;
  entries.push([
    idle,
    {
      name: idle,
      properties: { cluster: CLUSTER },
      window,
      ...costsOf({ name: idle, cost: IDLE, noise: 0.2 }, day, today),
    },
  ]);
  return Object.fromEntries(entries);
}

/**
 * Answers of OpenCost's allocation API about a cluster, one for each month with
 * a set for each day.
 *
 * @param {{ today: string, days: number }} options
 * @returns {Map<string, string>} JSON by month
 */
export function buildClusterAnswers({ today, days }) {
  const byMonth = groupBy(daysBefore(today, days), day => day.slice(0, 7));
  return new Map(
    [...byMonth].map(([month, own]) => [
      month,
      `${JSON.stringify({
        code: 200,
        data: own.map(day => allocationsOf(day, today)),
      })}\n`,
    ]),
  );
}
