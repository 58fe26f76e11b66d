import type {
  CostImport,
  CostReconciliation,
} from '@plumbline/backstage-plugin-cost-common';

/** What an import says of itself when it has ended. */
export interface ImportResult {
  state: Exclude<CostImport['state'], 'running'>;
  format?: string;
  /** Of the files, the rules and the policies; absent where it failed before that was known. */
  fingerprint?: string;
  /** Of the files alone, and of all but the files. */
  filesFingerprint?: string;
  rulesFingerprint?: string;
  rows?: CostImport['rows'];
  rejected?: CostImport['rejected'];
  warnings?: readonly string[];
  reconciliation?: readonly CostReconciliation[];
  firstDay?: string;
  lastDay?: string;
  /** Why it was refused or failed. */
  message?: string;
}

/** What was read cannot be used: what was there stays. */
export class ImportRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ImportRefused';
  }
}
