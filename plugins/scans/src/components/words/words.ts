import {
  Decision,
  DecisionStatus,
  FindingState,
  Scan,
  ScanFindingKind,
} from '@plumbline/backstage-plugin-scans-common';

export const KINDS: Record<ScanFindingKind, string> = {
  vulnerability: 'vulnerability',
  secret: 'secret',
  misconfiguration: 'misconfiguration',
  code: 'code',
  license: 'licence',
  policy: 'policy',
  runtime: 'runtime',
};

export const STATES: Record<FindingState, string> = {
  open: 'open',
  decided: 'decided',
  'not-observed': 'no longer observed',
  fixed: 'fixed',
};

export const DECISIONS: Record<DecisionStatus, string> = {
  'risk-accepted': 'risk accepted',
  'false-positive': 'false positive',
  'not-affected': 'not affected',
  mitigated: 'mitigated',
};

export const DECISION_STATES: Record<Decision['state'], string> = {
  proposed: 'waits for approval',
  active: 'in force',
  rejected: 'rejected',
  revoked: 'revoked',
  expired: 'expired',
};

export const JUSTIFICATIONS: Record<
  NonNullable<Decision['justification']>,
  string
> = {
  code_not_present: 'the vulnerable code is not there',
  code_not_reachable: 'the vulnerable code is never called',
  requires_configuration: 'needs a setting that is not made',
  requires_dependency: 'needs a dependency that is not there',
  requires_environment: 'needs an environment that is not ours',
  protected_by_compiler: 'the compiler prevents it',
  protected_at_runtime: 'prevented at run time',
  protected_at_perimeter: 'stopped before it gets here',
  protected_by_mitigating_control: 'another measure prevents it',
};

export const OUTCOMES: Record<Scan['outcome'], string> = {
  complete: 'found something',
  empty: 'looked and found nothing',
  'not-run': 'did not look',
};

export const SCAN_STATES: Record<Scan['status'], string> = {
  queued: 'waits for its turn',
  processing: 'is worked off',
  done: 'done',
  held: 'held: it would close suspiciously many findings; the next scan or a person confirms it',
  rejected:
    'rejected: somebody said that its report was wrong; it closed nothing',
  superseded: 'came after a newer scan and changed nothing',
  failed: 'failed',
};

/** `1 finding`, `2 findings`. */
export const counted = (count: number, word: string, many = `${word}s`) =>
  `${count.toLocaleString('en')} ${count === 1 ? word : many}`;
