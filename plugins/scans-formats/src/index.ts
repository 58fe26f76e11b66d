/**
 * Reads the reports of security scanners into findings with an identity.
 *
 * @packageDocumentation
 */
export type { Exploits } from './exploits/Exploits';
export { readEpss } from './exploits/readEpss';
export { readKev } from './exploits/readKev';
export { withExploits } from './exploits/withExploits';
export { pairFindings } from './pairing/pairFindings';
export type {
  FindingPairs,
  PairableFinding,
  PairedBy,
} from './pairing/PairableFinding';
export { workloadName } from './locations/workloadName';
export { parseReport } from './parseReport';
export { packageUrl, withoutVersion } from './packages/packageUrl';
export { DEFAULT_LIMITS } from './read/limits';
export type { ReportLimits } from './read/limits';
export { FINDING_KINDS, SEVERITIES } from './report/Finding';
export type {
  Cvss,
  Finding,
  FindingEvidence,
  FindingKind,
  FindingLocation,
  FindingPackage,
  FixState,
  SecretMark,
  Severity,
  SeveritySource,
  Suppression,
} from './report/Finding';
export type { Coverage, Outcome, Report, ReportCounts } from './report/Report';
export { ReportRefused } from './report/ReportRefused';
export { storableText } from './texts/storableText';
export { canonicalVulnerability } from './vulnerabilities/canonicalVulnerability';
export type {
  ChunkedFinding,
  ParseAnswer,
  ParseRequest,
  ReportHead,
} from './workerMessages';
