import {
  FindingKind,
  FindingLocation,
  FixState,
  RatedSeverity,
  Suppression,
} from './Finding';

/** A finding as a format read it: not yet cleaned, merged or identified. Every text is as the tool wrote it. */
export interface FindingDraft {
  kind: FindingKind;
  /** As the report names it; what is the same rule under two names has `ruleKey`. */
  rule: string;
  /** Whether the tool named no rule, so that `rule` was made of its words. */
  isRuleDerived?: boolean;
  /** Other ids that the result has for its rule, which count among the rules. */
  otherRules?: string[];
  /** The rule for the identity where tools renamed it. */
  ruleKey?: string;
  title?: string;
  message?: string;
  severity: RatedSeverity;
  vulnerability?: { id: string; aliases?: string[] };
  package?: {
    purl?: string;
    /** Where there is no package URL: `npm`, `debian`, `gomod`, … */
    ecosystem?: string;
    name: string;
    version?: string;
    fixedVersions?: string[];
    fixState?: FixState;
  };
  /** An image without its tag, a manifest, a workload; part of the identity of vulnerabilities. */
  target?: string;
  location?: FindingLocation & { column?: number };
  otherLocations?: FindingLocation[];
  cwe?: unknown[];
  cvss?: { vector?: string; score?: number };
  epss?: number;
  isExploited?: boolean;
  references?: string[];
  /** The secret itself; only its mark leaves the builder. */
  secret?: string;
  /** A fingerprint of the tool that survives moved lines. */
  fingerprint?: string;
  /** The code; only its hash leaves the builder. */
  snippet?: string;
  /** More of the identity where the kind needs it: the process of an event. */
  detail?: string;
  suppression?: Suppression;
  /** How many sightings this is; one unless given. */
  occurrences?: number;
  seen?: { first: string; last: string };
}
