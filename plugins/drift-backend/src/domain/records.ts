import type { ContractResult } from '@plumbline/backstage-plugin-drift-engine';
import type { PerformanceVerdict } from './performance/performanceRecords';
import type {
  Alert,
  AlertAction,
  Baseline,
  BaselineRequest,
  ColumnDetail,
  Monitor,
  MonitorSummary,
  Retraining,
  Run,
} from '@plumbline/backstage-plugin-drift-common';

/* What is kept. All times are ISO 8601 UTC with milliseconds. */

export type Status = MonitorSummary['status'];
export type UnknownReason = NonNullable<MonitorSummary['unknownReason']>;
export type ColumnType = Monitor['columnTypes'][number]['type'];

/** A monitor as it is kept: whose it is, what it says, and what it found last. */
export interface MonitorRecord {
  id: string;
  entityRef: string;
  name: string;
  /** Group that the catalog named last; absent when the entity has none. */
  ownerRef?: string;
  origin: MonitorSummary['origin'];
  /** The last document that was understood, or the first when none was. */
  document: string;
  /** Where the document lies. */
  location?: string;
  locationEtag?: string;
  /** Why the newest document was refused. */
  definitionError?: string;
  isEnabled: boolean;
  nextRunAt?: string;
  isBackfilled: boolean;
  status: Status;
  statusSince?: string;
  headline: string;
  unknownReason?: UnknownReason;
  lastRunId?: string;
  checkedAt?: string;
  /** What performance says; absent where nobody asked. */
  performance?: PerformanceVerdict;
  createdBy?: string;
  createdAt: string;
  updatedAt: string;
}

/** One column of a baseline. */
export interface BaselineColumn {
  name: string;
  type: ColumnType;
  /** Why this type, when nobody declared it. */
  reason?: string;
  nullShare: number;
  distinct?: number;
  low?: number;
  high?: number;
  values?: string[];
}

/** Rows that can be taken again without asking the document. */
export type BaselineSource = Exclude<
  BaselineRequest['from'],
  { kind: 'document' }
>;

/** Frozen reference rows. */
export interface BaselineRecord {
  id: string;
  monitorId: string;
  name: string;
  kind: Baseline['kind'];
  /** How to take it again; absent where the document says it for good. */
  request?: BaselineSource;
  description: string;
  rows: number;
  columns: BaselineColumn[];
  start?: string;
  end?: string;
  /** Encoded profiles. */
  payload: Buffer;
  isActive: boolean;
  createdBy?: string;
  createdAt: string;
}

/** One execution. */
export interface RunRecord {
  id: string;
  monitorId: string;
  baselineId?: string;
  state: Run['state'];
  trigger: Run['trigger'];
  startedBy?: string;
  windowStart: string;
  windowEnd: string;
  progress: number;
  status?: Status;
  /** What the inputs say without performance. */
  inputStatus?: Status;
  headline?: string;
  unknownReason?: UnknownReason;
  error?: string;
  rowsReference?: number;
  rowsCurrent?: number;
  driftedShare?: number;
  tested?: number;
  drifted?: number;
  worst: string[];
  /** Absent where the monitor had no contract. */
  contract?: { status: ContractResult['status']; sentence: string };
  durationMs?: number;
  attempts: number;
  isCancelRequested: boolean;
  createdAt: string;
  finishedAt?: string;
}

/** What a run says about one column, without what is read from other runs. */
export type ColumnOutcome = Omit<
  ColumnDetail,
  'trend' | 'history' | 'sketch'
> & {
  nullShare: number;
  effectLow?: number;
  effectHigh?: number;
};

/** How a run ended. */
export interface RunOutcome {
  state: 'finished' | 'failed' | 'cancelled';
  status: Status;
  /** What the inputs say without performance. */
  inputStatus?: Status;
  headline: string;
  unknownReason?: UnknownReason;
  error?: string;
  baselineId?: string;
  rowsReference?: number;
  rowsCurrent?: number;
  driftedShare?: number;
  tested?: number;
  drifted?: number;
  worst: string[];
  columns: ColumnOutcome[];
  /** What the contract of the monitor said. */
  contract?: ContractResult;
}

export type AlertState = Alert['state'];
export type AlertEvent = Alert['events'][number];
export type { AlertAction };

/** An alert without its events. */
export interface AlertRecord {
  id: string;
  monitorId: string;
  state: AlertState;
  status: Status;
  summary: string;
  columns: string[];
  openedAt: string;
  updatedAt: string;
  closedAt?: string;
  mutedUntil?: string;
  acknowledgedBy?: string;
  notifiedAt?: string;
}

/** What is still to be told to the owner. */
export interface Notice {
  id: string;
  alertId: string;
  monitorId: string;
  title: string;
  description: string;
  severity: 'critical' | 'high' | 'normal';
  attempts: number;
  createdAt: string;
}

/** A proposal to train again. */
export interface RetrainingRecord {
  id: string;
  monitorId: string;
  /** Name under `drift.retraining` in the configuration. */
  endpoint: string;
  state: Retraining['state'];
  reason: string;
  runId?: string;
  proposedAt: string;
  decidedAt?: string;
  decidedBy?: string;
  note?: string;
  error?: string;
  attempts: number;
  nextAttemptAt?: string;
}
