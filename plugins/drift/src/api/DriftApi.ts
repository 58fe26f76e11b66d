import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  AlertAction,
  Baseline,
  BaselinePreview,
  BaselineRequest,
  ColumnDetail,
  ColumnResult,
  History,
  IngestActivity,
  ModelVersions,
  Monitor,
  MonitorSummary,
  Performance,
  Playground,
  PlaygroundAnswer,
  Retraining,
  Run,
  RunContract,
  Source,
} from '@plumbline/backstage-plugin-drift-common';

/** A page of a list. @public */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** The monitors of one entity. @public */
export interface EntityMonitors {
  entityRef: string;
  monitors: MonitorSummary[];
}

/** What is sent to a model server. @public */
export interface PlaygroundRequest {
  entityRef: string;
  endpoint: string;
  inputs: Record<string, string | number | boolean | null>;
}

/** What the pages ask the backend. @public */
export interface DriftApi {
  /** The monitors of each entity, in as few requests as the contract allows. */
  getSummaries(entityRefs: string[]): Promise<EntityMonitors[]>;
  getMonitor(id: string): Promise<Monitor>;
  getHistory(monitorId: string): Promise<History>;
  /** Where the operator allows rows to be taken from. */
  listSources(): Promise<Source[]>;
  previewBaseline(
    monitorId: string,
    request: BaselineRequest,
  ): Promise<BaselinePreview>;
  /** Makes it and compares with it from now on. */
  activateBaseline(
    monitorId: string,
    request: BaselineRequest,
  ): Promise<Baseline>;
  /** What was sent to it over HTTP of late. */
  getIngestActivity(monitorId: string): Promise<IngestActivity>;
  listRuns(monitorId: string, cursor?: string): Promise<Page<Run>>;
  startRun(monitorId: string): Promise<Run>;
  cancelRun(runId: string): Promise<Run>;
  listColumns(runId: string, cursor?: string): Promise<Page<ColumnResult>>;
  getColumn(runId: string, column: string): Promise<ColumnDetail>;
  /** What the contract of the monitor said about the rows of a run. */
  getRunContract(runId: string): Promise<RunContract>;
  /** The results of a run as a file. */
  exportRun(runId: string, format: 'csv' | 'json'): Promise<Blob>;
  getPerformance(monitorId: string): Promise<Performance>;
  listAlerts(monitorId: string, cursor?: string): Promise<Page<Alert>>;
  /** Alerts of these owners that nobody has acknowledged or muted, the newest first. */
  listOpenAlerts(ownerRefs: string[]): Promise<Page<Alert>>;
  actOnAlert(alertId: string, action: AlertAction): Promise<Alert>;
  listRetraining(monitorId: string): Promise<Page<Retraining>>;
  decideRetraining(
    id: string,
    decision: 'approve' | 'reject',
    note?: string,
  ): Promise<Retraining>;
  getModelVersions(entityRef: string): Promise<ModelVersions>;
  getPlayground(entityRef: string): Promise<Playground>;
  askModel(request: PlaygroundRequest): Promise<PlaygroundAnswer>;
}

/** @public */
export const driftApiRef = createApiRef<DriftApi>({
  id: 'plugin.drift.client',
});
