import type { ScanFinding } from '@plumbline/backstage-plugin-scans-common';
import { DecisionRecord } from './decisions';

/** A finding in an export, with the decision that hides it. */
export interface ExportedFinding {
  finding: ScanFinding;
  /** Of the report's words, plain text. */
  message?: string;
  identity: string;
  decision?: DecisionRecord;
}

/** A file format that findings are exported in, piece by piece. */
export interface ExportFormat {
  contentType: string;
  extension: string;
  write(
    findings: AsyncIterable<ExportedFinding>,
    options: { now: string },
  ): AsyncIterable<string>;
}
