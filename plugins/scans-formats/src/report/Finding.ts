/** How bad a finding is; `unknown` is its own answer and never shown as low. @public */
export type Severity =
  'critical' | 'high' | 'medium' | 'low' | 'info' | 'unknown';

/** The severities, the worst first. @public */
export const SEVERITIES: readonly Severity[] = [
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
];

/** What a finding is about. @public */
export type FindingKind =
  | 'vulnerability'
  | 'secret'
  | 'misconfiguration'
  | 'code'
  | 'license'
  | 'policy'
  | 'runtime';

/** The kinds of findings. @public */
export const FINDING_KINDS: readonly FindingKind[] = [
  'vulnerability',
  'secret',
  'misconfiguration',
  'code',
  'license',
  'policy',
  'runtime',
];

/** Who says how severe a finding is: the tool's word, a CVSS score, or nobody, so that the kind decides. @public */
export type SeveritySource = 'tool' | 'cvss' | 'default';

/** A normalised severity beside what the report says. @public */
export interface RatedSeverity {
  severity: Severity;
  source: SeveritySource;
  /** The tool's own word or number. */
  raw?: string;
}

/** A CVSS rating; the score is computed from the vector where there is one. @public */
export interface Cvss {
  vector?: string;
  /** 0 to 10. */
  score?: number;
}

/** Whether a fixed version of a package exists. @public */
export type FixState = 'fixed' | 'not-fixed' | 'wont-fix' | 'unknown';

/** The package that a finding is in. @public */
export interface FindingPackage {
  /** Without qualifiers, as the report gives it or built from its ecosystem. */
  purl?: string;
  name: string;
  version?: string;
  fixedVersions: string[];
  fixState?: FixState;
}

/** A place; `path` is for display and is never opened. @public */
export interface FindingLocation {
  path?: string;
  /** From 1. */
  line?: number;
  endLine?: number;
  /** What is no file: an address in code, a Kubernetes resource, a node. */
  resource?: string;
}

/** What is told about a secret instead of the secret. @public */
export interface SecretMark {
  /** HMAC-SHA-256 under a key of the installation, hexadecimal; none of a secret that the tool hid. */
  hash?: string;
  /** Its first four characters and its length where it is long, else stars. */
  preview: string;
}

/** Why a tool lists a finding and does not count it. @public */
export interface Suppression {
  /** In words of VEX where the tool knows them: `not_affected`, `false_positive`, `resolved`, … */
  status?: string;
  reason?: string;
}

/** What tells two findings of one group apart, or that they are one. @public */
export interface FindingEvidence {
  /** A fingerprint of the tool, of a kind that survives moved lines. */
  fingerprint?: string;
  /** Hash of the code without its white space. */
  snippet?: string;
  /** Set for a secret that the tool hid: its identity is its place. */
  isSecretHidden?: true;
}

/** One normalised finding of a report. @public */
export interface Finding {
  /** `v1:` and 32 hexadecimal digits; see `identify`. */
  identity: string;
  /** What findings share that may be one that moved. */
  group: string;
  kind: FindingKind;
  /** The rule, check or vulnerability as the tool calls it. */
  rule: string;
  severity: Severity;
  severitySource: SeveritySource;
  severityRaw?: string;
  /** One line of plain text. */
  title: string;
  /** Plain text, at most 4,000 characters. */
  message?: string;
  vulnerability?: { id: string; aliases: string[] };
  package?: FindingPackage;
  /** What was scanned: an image without its tag, a manifest, a workload. */
  target?: string;
  location?: FindingLocation;
  /** Where else, at most 20. */
  otherLocations: FindingLocation[];
  /** Numbers of the Common Weakness Enumeration. */
  cwe: number[];
  cvss?: Cvss;
  /** Probability of exploitation in 30 days, 0 to 1. */
  epss?: number;
  /** In a catalog of vulnerabilities known to be exploited. */
  isExploited?: boolean;
  /** Pages about it, https and http only. */
  references: string[];
  secret?: SecretMark;
  evidence: FindingEvidence;
  suppressed: boolean;
  suppression?: Suppression;
  /** How often the report lists it. */
  occurrences: number;
  /** First and last time of events, ISO 8601. */
  seen?: { first: string; last: string };
}
