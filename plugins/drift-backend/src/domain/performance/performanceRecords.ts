import type { Performance } from '@plumbline/backstage-plugin-drift-common';
import type { Status } from '../records';

/* What is kept of performance. All times are ISO 8601 UTC with milliseconds. */

export type PerformanceKind = Performance['points'][number]['kind'];

/** One figure of one window. */
export interface PerformancePoint {
  kind: PerformanceKind;
  metric: string;
  /** Absent where it is not defined; `reason` says why. */
  value?: number;
  low?: number;
  high?: number;
  /** The same figure of the baseline. */
  baseline?: number;
  /** Worse below, and above. */
  thresholdLow?: number;
  thresholdHigh?: number;
  status: Status;
  reason?: string;
}

/** What was measured of one window. */
export interface PerformanceWindow {
  windowStart: string;
  windowEnd: string;
  rows: number;
  /** Rows with a label. */
  labelled: number;
  points: PerformancePoint[];
}

/** A window as it is kept. */
export interface StoredPerformanceWindow extends PerformanceWindow {
  /** Of the settings and the baseline that it was measured by. */
  fingerprint: string;
  /** When a number of it changed last. */
  changedAt: string;
}

/** What the last measurement of a monitor saw of all its rows. */
export interface PerformanceMeasurement {
  measuredAt: string;
  /** Why it gave no numbers; those from before are kept. */
  error?: string;
  /** Labels that no prediction has; absent where nobody counted. */
  orphans?: number;
  repeatedLabels?: number;
  repeatedPredictions?: number;
}

/** What performance says about a monitor now. */
export interface PerformanceVerdict {
  status: Status;
  /** One sentence with the figures, or why there are none. */
  sentence: string;
  /** Start of the first window in a row that was worse. */
  since?: string;
  /** The window that decided. */
  windowEnd?: string;
  kind?: PerformanceKind;
  metric?: string;
  error?: string;
  measuredAt?: string;
}
