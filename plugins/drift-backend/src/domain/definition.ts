import type {
  MonitorDocument,
  PolicySettings,
} from '@plumbline/backstage-plugin-drift-engine';
import { parseDurationMs } from '@plumbline/backstage-plugin-drift-engine';
import type { ColumnType } from './records';

/** Rows somewhere: of a source that the operator configured, or beside the document. */
export interface Place {
  /** Name under `drift.sources`; absent for files beside the document. */
  source?: string;
  path?: string;
  table?: string;
}

/** Where the rows of a baseline come from. */
export type BaselineOrigin =
  | ({ kind: 'files' } & Place)
  | { kind: 'window'; start: string; end: string }
  | {
      kind: 'mlflow';
      instance?: string;
      /** `runs:/<run>/<file>` or `models:/<name>@<alias>/<file>`. */
      path: string;
    };

const DEFAULT_THRESHOLD = 0.5;
const DEFAULT_COOL_DOWN_MS = 24 * 60 * 60 * 1000;
const DEFAULT_AFTER = { windows: 2, of: 3 };

/** Share of drifted columns from which the data set is critical. */
export function thresholdOf(document: MonitorDocument | undefined): number {
  return document?.spec.policy.datasetShare ?? DEFAULT_THRESHOLD;
}

/** Settings of the policy without its name. */
export function settingsOf(document: MonitorDocument): PolicySettings {
  const { name: _, ...settings } = document.spec.policy;
  return settings;
}

/** When the owner is told. */
export function alertRuleOf(document: MonitorDocument) {
  const { after, coolDown } = document.spec.alerts ?? {};
  return {
    after: after ?? DEFAULT_AFTER,
    coolDownMs:
      (coolDown === undefined ? undefined : parseDurationMs(coolDown)) ??
      DEFAULT_COOL_DOWN_MS,
  };
}

/** Declared columns; empty when the types are proposed from the baseline. */
export function columnsOf(
  document: MonitorDocument,
): { name: string; type: ColumnType; weight: number }[] {
  return Object.entries(document.spec.columns ?? {}).map(([name, column]) =>
    typeof column === 'string'
      ? { name, type: column, weight: 1 }
      : { name, type: column.type, weight: column.weight },
  );
}

/** The place that a part of a document names. */
export function placeOf(form: {
  file?: string;
  files?: string;
  source?: string;
  path?: string;
  table?: string;
}): Place {
  return form.source === undefined
    ? { path: form.file ?? form.files }
    : { source: form.source, path: form.path, table: form.table };
}

/** Where the rows of now lie; `undefined` when they are sent over HTTP. */
export function windowPlaceOf(document: MonitorDocument): Place | undefined {
  const { window } = document.spec;
  return window.predictions ? undefined : placeOf(window);
}

/** Where the baseline comes from. */
export function baselineOriginOf(document: MonitorDocument): BaselineOrigin {
  const { baseline } = document.spec;
  if (baseline.window) {
    return { kind: 'window', ...baseline.window };
  }
  if (baseline.mlflow) {
    const { instance, runId, model, alias, version, artifact } =
      baseline.mlflow;
    const path = runId
      ? `runs:/${runId}/${artifact}`
      : `models:/${model}${alias ? `@${alias}` : `/${version}`}/${artifact}`;
    return { kind: 'mlflow', instance, path };
  }
  return { kind: 'files', ...placeOf(baseline) };
}

function describePlace(place: Place): string {
  const what = place.path ?? `table ${place.table}`;
  return place.source === undefined ? what : `${what} of ${place.source}`;
}

/** What a person reads about a baseline. */
export function describeBaseline(origin: BaselineOrigin): string {
  switch (origin.kind) {
    case 'files':
      return describePlace(origin);
    case 'window':
      return `rows from ${origin.start.slice(0, 10)} to ${origin.end.slice(0, 10)}`;
    default:
      return `MLflow, ${origin.path}`;
  }
}

/** What a person reads about a file of the run that made a version. */
export function describeVersionArtifact(artifact: {
  model: string;
  version: string;
  alias?: string;
  path: string;
}): string {
  const { model, version, alias, path } = artifact;
  return `MLflow, version ${version} of ${model}${alias === undefined ? '' : ` (${alias})`}, ${path}`;
}

const PLAIN: Record<string, string> = {
  PT1H: 'the last hour',
  P1D: 'the last day (UTC)',
  P7D: 'the last week',
  P1W: 'the last week',
};

/** What a person reads about the window. */
export function describeWindow(document: MonitorDocument): string {
  const { window } = document.spec;
  const place = windowPlaceOf(document);
  const rows = place ? describePlace(place) : 'predictions sent over HTTP';
  return place && !window.timeColumn
    ? `all rows of ${rows}`
    : `${PLAIN[window.length] ?? `the last ${window.length}`} of ${rows}`;
}

/** Whether windows can be cut out of the rows. */
export function hasWindows(document: MonitorDocument): boolean {
  const { window } = document.spec;
  return window.predictions === true || window.timeColumn !== undefined;
}

/** Whether there may be rows of windows from before the monitor was made. */
export function hasDatedRows(document: MonitorDocument): boolean {
  return (
    windowPlaceOf(document) !== undefined &&
    document.spec.window.timeColumn !== undefined
  );
}
