import { ReportLimits } from './read/limits';
import { Finding, FindingKind } from './report/Finding';
import { Report } from './report/Report';

/** What the thread that reads reports is asked. @public */
export interface ParseRequest {
  bytes: Uint8Array;
  format?: string;
  limits?: Partial<ReportLimits>;
  /** As far as the sender knows more than the report says. */
  lookedFor?: readonly FindingKind[];
  secretKey: string;
}

/** A report without its findings. @public */
export type ReportHead = Omit<Report, 'findings'>;

/** A finding of a chunk; the hash is equal for findings that say the same. @public */
export interface ChunkedFinding {
  finding: Finding;
  contentHash: string;
}

/** What it answers: packed JSON of {@link ChunkedFinding} in chunks, or why the report cannot be read. @public */
export type ParseAnswer =
  | {
      head: ReportHead;
      chunks: Uint8Array[];
      /** SHA-256 of the bytes, hexadecimal. */
      digest: string;
    }
  | { refused: string };
