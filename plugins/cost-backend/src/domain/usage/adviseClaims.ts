import { adviseVolume } from '@plumbline/backstage-plugin-cost-formats';
import { AdviceDraft } from './AdviceDraft';
import { keyOf } from './keyOf';
import { RecordedUsage, UsageSample } from './RecordedUsage';
import { UsageCosts } from './UsageCosts';
import { Workloads } from './Workloads';

const claimKey = ({ labels }: UsageSample) =>
  keyOf(labels.cluster, labels.namespace, labels.persistentvolumeclaim);

const indexValues = (samples: readonly UsageSample[]) =>
  new Map(samples.map(sample => [claimKey(sample), sample.value]));

/** Volumes that nobody mounts, in clusters of which it is known what is mounted. */
export function adviseClaims(
  recorded: RecordedUsage,
  tools: { costs: UsageCosts; workloads: Workloads },
): AdviceDraft[] {
  const { costs, workloads } = tools;
  const { days } = recorded.window;
  const sizes = indexValues(recorded.claimBytes);
  const hours = indexValues(recorded.claimHours);
  const used = indexValues(recorded.claimUsedBytes);
  const mounted = new Set(recorded.claimMounts.map(claimKey));
  const watched = new Set(
    recorded.claimMounts.map(({ labels }) => workloads.clusterOf(labels)),
  );
  return recorded.claims.flatMap(claim => {
    const { labels } = claim;
    const { namespace, persistentvolumeclaim: name } = labels;
    const cluster = workloads.clusterOf(labels);
    if (!namespace || !name || !watched.has(cluster)) {
      return [];
    }
    const key = claimKey(claim);
    const expectedSamples = days * 24;
    return [
      {
        kind: 'volumeIdle' as const,
        workload: { cluster, namespace, kind: 'PersistentVolumeClaim', name },
        advice: adviseVolume(
          {
            window: {
              days,
              samples: Math.min(expectedSamples, hours.get(key) ?? 0),
              expectedSamples,
            },
            bytes: sizes.get(key),
            isMounted: mounted.has(key),
            usedBytes: used.get(key),
          },
          costs.volumeGibibyteMonth(labels.cluster, labels.volumename),
        ),
      },
    ];
  });
}
