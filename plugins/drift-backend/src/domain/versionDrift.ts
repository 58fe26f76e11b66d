import type { ModelVersion } from '@plumbline/backstage-plugin-drift-common';
import { BaselineRecord, RunRecord } from './records';

const MAX_WORST = 5;
const RANK = { critical: 0, warn: 1, ok: 2, unknown: 3 } as const;

/** A monitor of a model with what it was compared with, and its runs in any order. */
export interface JudgedMonitor {
  id: string;
  baselines: readonly Pick<BaselineRecord, 'id' | 'request'>[];
  runs: readonly RunRecord[];
}

const compare = (a: string, b: string) => Number(a > b) - Number(a < b);

function newestAnswer(
  monitor: JudgedMonitor,
  version: { instance: string; runId: string },
) {
  const ids = monitor.baselines
    .filter(
      ({ request }) =>
        request?.kind === 'mlflow' &&
        request.runId === version.runId &&
        // The only one, at the time when it was chosen without naming it
        (request.instance ?? version.instance) === version.instance,
    )
    .map(({ id }) => id);
  const [newest] = monitor.runs
    .filter(
      ({ baselineId, status }) =>
        baselineId !== undefined &&
        ids.includes(baselineId) &&
        status !== undefined &&
        status !== 'unknown',
    )
    .sort(
      (a, b) =>
        compare(b.windowEnd, a.windowEnd) || compare(b.createdAt, a.createdAt),
    );
  return newest;
}

/**
 * Drift of a version: the newest answer that compared rows with the training
 * run of that version, of all monitors the worst. Nobody says when a version
 * was deployed (a registry does not date its aliases), so no other run speaks
 * for it.
 */
export function findVersionDrift(
  version: { instance: string; runId: string },
  monitors: readonly JudgedMonitor[],
): ModelVersion['drift'] {
  const [worst] = monitors
    .flatMap(monitor => newestAnswer(monitor, version) ?? [])
    .sort((a, b) => RANK[a.status!] - RANK[b.status!]);
  return (
    worst && {
      monitorId: worst.monitorId,
      runId: worst.id,
      status: worst.status!,
      headline: worst.headline ?? '',
      driftedShare: worst.driftedShare,
      tested: worst.tested ?? 0,
      drifted: worst.drifted ?? 0,
      worst: worst.worst.slice(0, MAX_WORST),
      windowStart: worst.windowStart,
      windowEnd: worst.windowEnd,
      rows: worst.rowsCurrent ?? 0,
    }
  );
}
