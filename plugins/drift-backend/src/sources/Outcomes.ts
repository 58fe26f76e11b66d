import type {
  DataSet,
  MonitorDocument,
  TimeSpan,
} from '@plumbline/backstage-plugin-drift-engine';
import type { MonitorRecord } from '../domain/records';
import type { PredictionRow } from './performanceRows';

/** Predictions and what turned out of them. */
export interface Outcomes {
  rows: PredictionRow[];
  /** With labels as well; empty where there is none. */
  baseline: PredictionRow[];
  /** Labels that no prediction has; absent where nobody counted. */
  orphans?: number;
  repeatedLabels?: number;
  repeatedPredictions?: number;
}

/** Where predictions and their labels come from. */
export interface OutcomeSource {
  /**
   * Predictions from the start of the span to its end, or all where rows have no
   * times. Throws an Error that is fit for a person, `TooManyRows` when a
   * shorter span may do.
   */
  read(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    span: TimeSpan;
    signal: AbortSignal;
  }): Promise<Outcomes>;
}

/** The rows that a monitor compares with. */
export interface BaselineRows {
  /** `undefined` when there is no baseline yet; the caller closes what it gets. */
  openActive(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    signal: AbortSignal;
  }): Promise<DataSet | undefined>;
}
