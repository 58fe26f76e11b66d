import type {
  Alert,
  Baseline,
  ColumnResult,
  Monitor,
  MonitorSummary,
  PerformanceSummary,
  Retraining,
  Run,
} from '@plumbline/backstage-plugin-drift-common';
import type { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
import {
  columnsOf,
  describeWindow,
  settingsOf,
  thresholdOf,
} from '../domain/definition';
import { describeUnknown } from '../domain/headline';
import { sketchDistribution } from '../domain/sketchDistribution';
import { PerformanceVerdict } from '../domain/performance/performanceRecords';
import {
  AlertEvent,
  AlertRecord,
  BaselineRecord,
  ColumnOutcome,
  MonitorRecord,
  RetrainingRecord,
  RunRecord,
} from '../domain/records';

/** Windows that a card shows. */
export const TREND_WINDOWS = 30;
const MAX_WORST = 5;

export function toSummary(options: {
  monitor: MonitorRecord;
  document: MonitorDocument | undefined;
  /** The newest windows, the newest first. */
  windows: readonly RunRecord[];
  openAlertId: string | undefined;
}): MonitorSummary {
  const { monitor, document, windows, openAlertId } = options;
  const last = windows.find(run => run.id === monitor.lastRunId) ?? windows[0];
  const isUnderstood = monitor.definitionError === undefined;
  return {
    id: monitor.id,
    name: monitor.name,
    entityRef: monitor.entityRef,
    origin: monitor.origin,
    status: isUnderstood ? monitor.status : 'unknown',
    headline: isUnderstood
      ? monitor.headline
      : describeUnknown('failed', monitor.definitionError),
    since: monitor.statusSince,
    checkedAt: monitor.checkedAt,
    columns: {
      tested: last?.tested ?? 0,
      drifted: last?.drifted ?? 0,
      worst: (last?.worst ?? []).slice(0, MAX_WORST),
    },
    driftedShare: last?.driftedShare,
    trend: windows
      .slice(0, TREND_WINDOWS)
      .map(run => ({
        windowEnd: run.windowEnd,
        driftedShare: run.driftedShare ?? null,
      }))
      .reverse(),
    threshold: thresholdOf(document),
    openAlertId,
    performance:
      document?.spec.performance && monitor.performance
        ? toPerformanceSummary(monitor.performance)
        : undefined,
    unknownReason: isUnderstood ? monitor.unknownReason : 'failed',
  };
}

export function toPerformanceSummary(
  verdict: PerformanceVerdict,
): PerformanceSummary {
  const { status, sentence, since, measuredAt, error } = verdict;
  return { status, sentence, since, measuredAt, error };
}

export function toBaseline(
  baseline: Omit<BaselineRecord, 'payload'>,
): Baseline {
  return {
    id: baseline.id,
    name: baseline.name,
    kind: baseline.kind,
    description: baseline.description,
    rows: baseline.rows,
    columns: baseline.columns.length,
    start: baseline.start,
    end: baseline.end,
    createdAt: baseline.createdAt,
    createdBy: baseline.createdBy,
    isActive: baseline.isActive,
  };
}

export function toMonitor(options: {
  summary: MonitorSummary;
  monitor: MonitorRecord;
  document: MonitorDocument | undefined;
  baseline: Omit<BaselineRecord, 'payload'> | undefined;
  canEdit: boolean;
}): Monitor {
  const { summary, monitor, document, baseline, canEdit } = options;
  const declared = document ? columnsOf(document) : [];
  return {
    ...summary,
    enabled: monitor.isEnabled,
    policy: {
      name: document?.spec.policy.name ?? 'calibrated',
      settings: document
        ? (settingsOf(document) as Record<string, number>)
        : {},
    },
    schedule: document?.spec.schedule,
    nextRunAt: monitor.nextRunAt,
    windowLength: document?.spec.window.length ?? 'P1D',
    windowDescription: document ? describeWindow(document) : '',
    columnTypes:
      declared.length > 0
        ? declared
        : (baseline?.columns ?? []).map(({ name, type, reason }) => ({
            name,
            type,
            weight: 1,
            reason,
          })),
    baseline: baseline && toBaseline(baseline),
    hasPerformance: document?.spec.performance !== undefined,
    hasContract: document?.spec.contract !== undefined,
    acceptsPredictions: document?.spec.window.predictions === true,
    canEdit,
  };
}

export function toRun(run: RunRecord): Run {
  return {
    id: run.id,
    monitorId: run.monitorId,
    baselineId: run.baselineId,
    state: run.state,
    trigger: run.trigger,
    startedBy: run.startedBy,
    windowStart: run.windowStart,
    windowEnd: run.windowEnd,
    progress: Math.min(1, Math.max(0, run.progress)),
    status: run.status ?? 'unknown',
    headline: run.headline,
    error: run.error,
    rowsReference: run.rowsReference,
    rowsCurrent: run.rowsCurrent,
    driftedShare: run.driftedShare,
    contract: run.contract,
    durationMs: run.durationMs,
    createdAt: run.createdAt,
    finishedAt: run.finishedAt,
  };
}

export function toColumnResult(
  outcome: ColumnOutcome,
  trend: ColumnResult['trend'],
): ColumnResult {
  return {
    column: outcome.column,
    type: outcome.type,
    typeReason: outcome.typeReason,
    status: outcome.status,
    drifted: outcome.drifted,
    reasons: outcome.reasons,
    decidedBy: outcome.decidedBy,
    effect: outcome.effect,
    noiseFloor: outcome.noiseFloor,
    threshold: outcome.threshold,
    adjustedPValue: outcome.adjustedPValue,
    weight: outcome.weight,
    counts: outcome.counts,
    unseenShare: outcome.unseenShare,
    sketch: sketchDistribution(outcome.distribution),
    trend,
  };
}

export function toAlert(options: {
  alert: AlertRecord;
  monitor: MonitorRecord;
  events: AlertEvent[];
  canAct: boolean;
}): Alert {
  const { alert, monitor, events, canAct } = options;
  return {
    id: alert.id,
    monitorId: alert.monitorId,
    monitorName: monitor.name,
    entityRef: monitor.entityRef,
    state: alert.state,
    status: alert.status,
    summary: alert.summary,
    openedAt: alert.openedAt,
    updatedAt: alert.updatedAt,
    closedAt: alert.closedAt,
    mutedUntil: alert.mutedUntil,
    acknowledgedBy: alert.acknowledgedBy,
    columns: alert.columns,
    events,
    canAct,
  };
}

export function toRetraining(options: {
  record: RetrainingRecord;
  monitor: MonitorRecord;
  canDecide: boolean;
}): Retraining {
  const { record, monitor, canDecide } = options;
  return {
    id: record.id,
    monitorId: record.monitorId,
    entityRef: monitor.entityRef,
    state: record.state,
    reason: record.reason,
    proposedAt: record.proposedAt,
    decidedAt: record.decidedAt,
    decidedBy: record.decidedBy,
    note: record.note,
    error: record.error,
    canDecide: canDecide && record.state === 'proposed',
  };
}
