import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { adviseUsage } from './adviseUsage';
import { RecordedUsage, UsageSample, UsageSeries } from './RecordedUsage';

const MIDNIGHT = Date.parse('2026-03-02T00:00:00Z');
const PODS = ['nightly-1-a', 'nightly-2-a'];

const sample = (
  labels: Record<string, string>,
  value: number,
): UsageSample => ({
  labels: { namespace: 'ml', ...labels },
  value,
  text: `${value}`,
});

/** Two runs of a CronJob, each a core and a quarter of a day where that was measured. */
function adviseFor(cpuSamplesByDay: readonly UsageSeries[]) {
  const known: Partial<RecordedUsage> = {
    window: { days: 1, fromMs: MIDNIGHT - 86_400_000, toMs: MIDNIGHT },
    requestsMost: PODS.map(pod =>
      sample({ pod, container: 'main', resource: 'cpu', node: 'n' }, 1),
    ),
    podOwners: PODS.map(pod =>
      sample({ pod, owner_kind: 'Job', owner_name: pod.slice(0, -2) }, 1),
    ),
    jobOwners: PODS.map(pod =>
      sample(
        {
          job_name: pod.slice(0, -2),
          owner_kind: 'CronJob',
          owner_name: 'nightly',
        },
        1,
      ),
    ),
    spotNodes: [sample({ node: 'n' }, 0)],
    cpuSamplesByDay,
  };
  const recorded = new Proxy(known as RecordedUsage, {
    get: (of, name) => Reflect.get(of, name) ?? [],
  });
  const { drafts } = adviseUsage(recorded, {
    cluster: 'east',
    prices: {
      currency: 'EUR',
      coreHour: readAmount('1'),
      spotDiscountPercent: readAmount('50'),
    },
  });
  return drafts.find(({ kind }) => kind === 'spot')?.advice;
}

it('saves of a CronJob what it would cost less while it runs', () => {
  expect(
    adviseFor(
      PODS.map(pod => ({
        labels: { namespace: 'ml', pod, container: 'main' },
        points: [{ timeMs: MIDNIGHT, value: 72 }],
      })),
    ),
  ).toMatchObject({ kind: 'suggestion', savingPerMonth: readAmount('182.5') });
});

it('does not know what it saves of a CronJob of which nobody measured how long it runs', () => {
  expect(adviseFor([])).toMatchObject({
    kind: 'suggestion',
    savingPerMonth: undefined,
  });
});
