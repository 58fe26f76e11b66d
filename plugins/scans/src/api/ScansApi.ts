import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  Decision,
  DecisionAction,
  DecisionQuery,
  DecisionRequest,
  EntityPosture,
  ExportQuery,
  FindingPage,
  FindingQuery,
  Scan,
  ScanAction,
  ScanFindingDetail,
  ScanOverview,
  UploadQuery,
  UploadReceipt,
  VexReceipt,
} from '@plumbline/backstage-plugin-scans-common';

/** What the pages ask the backend. @public */
export interface ScansApi {
  /** How an entity stands, by which scans, and what to begin with. */
  getPosture(entityRef: string): Promise<EntityPosture>;
  /** How entities stand: those of these owners, or all that the caller sees. */
  getOverview(ownerRefs?: string[]): Promise<ScanOverview>;
  listFindings(query: FindingQuery): Promise<FindingPage>;
  /** Every finding that the query matches, as a file. */
  exportFindings(query: ExportQuery): Promise<Blob>;
  getFinding(id: string): Promise<ScanFindingDetail>;
  decide(request: DecisionRequest): Promise<Decision>;
  listDecisions(
    query: DecisionQuery,
  ): Promise<{ items: Decision[]; nextCursor?: string }>;
  actOnDecision(id: string, action: DecisionAction): Promise<Decision>;
  /** Hands in a report as the scanner wrote it; it is worked off later. */
  upload(query: UploadQuery, report: Blob): Promise<UploadReceipt>;
  getScan(id: string): Promise<Scan>;
  /** Says whether what a held scan would close is gone. */
  answerHeld(scanId: string, action: ScanAction): Promise<Scan>;
  /** Hands in a CycloneDX VEX document: what it says is decided about the entity. */
  importVex(entityRef: string, document: Blob): Promise<VexReceipt>;
  /** Says that a tool no longer scans a target, or does again. */
  setRetired(scopeId: string, isRetired: boolean): Promise<void>;
}

/** @public */
export const scansApiRef = createApiRef<ScansApi>({
  id: 'plugin.scans.client',
});
