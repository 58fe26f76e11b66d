import { Finding, FindingKind, Severity } from './Finding';

/** Whether the tool found something, looked and found nothing, or did not look. @public */
export type Outcome = 'complete' | 'empty' | 'not-run';

/** What of a scan is proven to have been looked at; only that may close findings. @public */
export interface Coverage {
  /** Whether the tool says that its run went well. */
  isComplete: boolean;
  /** Why not, or which parts were not looked at. */
  gaps: string[];
  /** Paths or resources that were not looked at though the rest was. */
  skipped: string[];
  /** The rules that ran, where the format tells. */
  rules?: string[];
  /** The kinds that were looked for, where the format tells or the sender said so; all of them when absent. */
  kinds?: FindingKind[];
}

/** How much a report lists. @public */
export interface ReportCounts {
  /** Listed, neither suppressed nor passed, before duplicates are merged. */
  raw: number;
  /** After duplicates are merged, without suppressed ones. */
  findings: number;
  /** Listed as suppressed. */
  suppressed: number;
  /** Listed and not understood; `warnings` says why. */
  ignored: number;
  /** Of `raw`. */
  bySeverity: Record<Severity, number>;
  /** Of `raw`. */
  byKind: Record<FindingKind, number>;
}

/** A report that was read. @public */
export interface Report {
  /** The scanner, in lower case. */
  tool: string;
  toolVersion?: string;
  format: string;
  outcome: Outcome;
  /** When the scan ran, ISO 8601, where the report says so. */
  scannedAt?: string;
  /** What was scanned where the report says so: an image without its tag, a cluster. */
  target?: string;
  /** Which of several scans of a tool it is: the category of SARIF, the type of GitLab. */
  category?: string;
  coverage: Coverage;
  counts: ReportCounts;
  /** How many rules the listed results name. */
  rules: number;
  /** How many packages the report lists. */
  packages: number;
  findings: Finding[];
  warnings: string[];
}
