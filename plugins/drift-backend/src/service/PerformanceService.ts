import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  MonitorDocument,
  PERFORMANCE_METRICS,
} from '@plumbline/backstage-plugin-drift-engine';
import type { Performance } from '@plumbline/backstage-plugin-drift-common';
import { findChange } from '../domain/performance/findChange';
import {
  PerformanceMeasurement,
  StoredPerformanceWindow,
} from '../domain/performance/performanceRecords';
import { MonitorRecord } from '../domain/records';
import { PerformanceStore } from '../store/PerformanceStore';
import { MonitorService, documentOf } from './MonitorService';
import { toPerformanceSummary } from './toContract';

/** Windows that are shown. */
const WINDOWS = 90;

type Settings = NonNullable<MonitorDocument['spec']['performance']>;

/** What models did, as somebody may see it. */
export class PerformanceService {
  readonly #monitors: MonitorService;
  readonly #performance: PerformanceStore;

  constructor(options: {
    monitorService: MonitorService;
    performance: PerformanceStore;
  }) {
    this.#monitors = options.monitorService;
    this.#performance = options.performance;
  }

  async get(
    monitorId: string,
    credentials: BackstageCredentials,
  ): Promise<Performance> {
    const { monitor } = await this.#monitors.getVisible(monitorId, credentials);
    const settings = documentOf(monitor)?.spec.performance;
    if (!settings) {
      return {
        metrics: [],
        windows: [],
        points: [],
        reason:
          'The monitor does not say where predictions and labels are: name them under spec.performance of its document.',
      };
    }
    const [windows, measurement] = await Promise.all([
      this.#performance.listWindows({ monitorId, limit: WINDOWS }),
      this.#performance.getMeasurement(monitorId),
    ]);
    return toPerformance({ monitor, settings, windows, measurement });
  }
}

function toPerformance(options: {
  monitor: MonitorRecord;
  settings: Settings;
  /** The newest first. */
  windows: readonly StoredPerformanceWindow[];
  measurement: PerformanceMeasurement | undefined;
}): Performance {
  const { monitor, settings, windows, measurement } = options;
  const first = windows.findLastIndex(({ rows }) => rows > 0);
  const oldestFirst = windows.slice(0, first + 1).reverse();
  const points = oldestFirst.flatMap(window =>
    window.points.map(point => ({ window, point })),
  );
  const pointsOf = (metric: string) =>
    points.filter(({ point }) => point.metric === metric);
  return {
    problem: settings.problem,
    summary: monitor.performance && toPerformanceSummary(monitor.performance),
    metrics: PERFORMANCE_METRICS.filter(
      ({ problem, id }) =>
        problem === settings.problem && pointsOf(id).length > 0,
    ).map(({ id, title, worse }) => ({
      metric: id,
      title,
      worse,
      baseline: pointsOf(id)
        .map(({ point }) => point.baseline)
        .findLast(value => value !== undefined),
      changedSince: findChange(
        pointsOf(id)
          .filter(({ point }) => point.kind === 'realised')
          .map(({ window, point }) => ({ at: window.windowStart, ...point })),
      ),
    })),
    windows: oldestFirst.map(({ windowStart, windowEnd, rows, labelled }) => ({
      windowStart,
      windowEnd,
      rows,
      labelled,
    })),
    points: points.map(({ window, point }) => ({
      windowStart: window.windowStart,
      windowEnd: window.windowEnd,
      kind: point.kind,
      metric: point.metric,
      value: point.value ?? null,
      low: point.low,
      high: point.high,
      thresholdLow: point.thresholdLow,
      thresholdHigh: point.thresholdHigh,
      status: point.status,
      reason: point.reason,
      computedAt: window.changedAt,
    })),
    labels: measurement && {
      orphans: measurement.orphans,
      repeated: measurement.repeatedLabels,
      repeatedPredictions: measurement.repeatedPredictions,
    },
    reason: points.length > 0 ? undefined : reasonOf(monitor, measurement),
  };
}

/** Why there is no number. */
function reasonOf(
  monitor: MonitorRecord,
  measurement: PerformanceMeasurement | undefined,
): string {
  return (
    monitor.performance?.sentence ??
    (measurement?.error === undefined
      ? 'Performance is measured when the monitor runs; it has not run yet.'
      : `The performance could not be measured: ${measurement.error}`)
  );
}
