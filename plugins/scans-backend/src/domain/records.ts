import type {
  DecisionStatus,
  FindingState,
  SeverityCounts,
} from '@plumbline/backstage-plugin-scans-common';
import type {
  Finding,
  FindingKind,
  ReportHead,
} from '@plumbline/backstage-plugin-scans-formats';

/** What a scan speaks for: nobody else closes what it sees. */
export interface ScopeKey {
  entityRef: string;
  tool: string;
  target: string;
  branch: string;
  category: string;
}

/** A scope. Times are ISO 8601 UTC. */
export interface ScopeRecord extends ScopeKey {
  id: string;
  isRetired: boolean;
  lastScanId?: string;
  lastScannedAt?: string;
  /** The scan that would have closed suspiciously many. */
  heldScanId?: string;
}

/** What is kept of a report besides its findings. */
export interface ScanHead extends ReportHead {
  uploadedBy: string;
  url?: string;
  commit?: string;
  isPartial: boolean;
  /** As whoever sent it said. */
  lookedFor?: FindingKind[];
  /** Events that are counted together with those that came before. */
  isAdded?: boolean;
}

/** What a scan changed. */
export interface ScanChanges {
  new: number;
  unchanged: number;
  fixed: number;
  reopened: number;
  notObserved: number;
  /** Of these kinds something is gone that only a look would close. */
  notLookedFor?: FindingKind[];
  /** Open because of it, by severity. */
  opened: SeverityCounts;
}

/** What a person said about a held scan. */
export interface ScanAnswer {
  isConfirmed: boolean;
  by: string;
  at: string;
  note?: string;
}

/** An uploaded report. */
export interface ScanRecord {
  id: string;
  scopeId: string;
  entityRef: string;
  scanKey: string;
  status:
    | 'queued'
    | 'processing'
    | 'done'
    | 'held'
    | 'rejected'
    | 'superseded'
    | 'failed';
  receivedAt: string;
  scannedAt: string;
  finishedAt?: string;
  attempts: number;
  head: ScanHead;
  changes?: ScanChanges;
  answer?: ScanAnswer;
  error?: string;
}

/** Whether a scope sees a finding; `unproven` when nobody can say that it looked. */
export type Gone = 'no' | 'proven' | 'unproven';

/** Whether any scope sees a finding. */
export type Detection = 'open' | 'not-observed' | 'fixed';

/** A finding over its life. */
export interface FindingRecord {
  id: string;
  entityRef: string;
  /** As the scope that tells about it reported it last. */
  content: Finding;
  detection: Detection;
  isToolSuppressed: boolean;
  decisionId?: string;
  decisionStatus?: DecisionStatus;
  decisionExpiresAt?: string;
  shown: FindingState;
  firstSeen: string;
  lastSeen: string;
  fixedAt?: string;
  dueAt?: string;
  reopenedCount: number;
}

/** Counts of an entity as of their last reckoning. */
export interface EntityCounts {
  entityRef: string;
  ownerRef?: string;
  open: SeverityCounts;
  overdue: number;
  new: number;
  fixable: number;
  exploited: number;
  decided: number;
  fixed: number;
}

/** No finding of a severity. */
export function noSeverities(): SeverityCounts {
  return { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 };
}

/** What of a finding its identity and movement are told by. */
export interface PairKey {
  identity: string;
  group: string;
  kind: FindingKind;
  evidence: Finding['evidence'];
  location?: Finding['location'];
}
