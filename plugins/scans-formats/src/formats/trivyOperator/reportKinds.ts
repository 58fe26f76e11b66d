import { FindingKind } from '../../report/Finding';

/** What the reports of a kind of resource list. */
export type ReportContent =
  'vulnerabilities' | 'checks' | 'secrets' | 'compliance' | 'sbom';

const CONTENT: ReadonlyMap<string, ReportContent> = new Map([
  ['VulnerabilityReport', 'vulnerabilities'],
  ['ClusterVulnerabilityReport', 'vulnerabilities'],
  ['ImageVulnerabilityReport', 'vulnerabilities'],
  ['NodeVulnerabilityReport', 'vulnerabilities'],
  ['ConfigAuditReport', 'checks'],
  ['ClusterConfigAuditReport', 'checks'],
  ['RbacAssessmentReport', 'checks'],
  ['ClusterRbacAssessmentReport', 'checks'],
  ['InfraAssessmentReport', 'checks'],
  ['ClusterInfraAssessmentReport', 'checks'],
  ['ExposedSecretReport', 'secrets'],
  ['ClusterComplianceReport', 'compliance'],
  ['ClusterComplianceDetailReport', 'compliance'],
  ['SbomReport', 'sbom'],
  ['ClusterSbomReport', 'sbom'],
]);

const GROUP = '.aquasecurity.github.io';

/** The kinds by the names of their definitions: `vulnerabilityreports`. */
const KINDS_BY_PLURAL: ReadonlyMap<string, string> = new Map(
  [...CONTENT.keys()].map(kind => [`${kind.toLowerCase()}s`, kind]),
);

const FOUND: Readonly<Record<ReportContent, FindingKind | undefined>> = {
  vulnerabilities: 'vulnerability',
  checks: 'misconfiguration',
  secrets: 'secret',
  compliance: 'misconfiguration',
  sbom: undefined,
};

/** What a kind of resource lists; undefined for one that is no report. */
export function contentOf(kind: string): ReportContent | undefined {
  return CONTENT.get(kind);
}

/** What is looked for by a kind of report; undefined for an inventory. */
export function findingKindOf(kind: string): FindingKind | undefined {
  const content = contentOf(kind);
  return content && FOUND[content];
}

/** The kind that a definition of resources is of: `vulnerabilityreports.aquasecurity.github.io`. */
export function kindOfDefinition(name: string): string | undefined {
  return name.endsWith(GROUP)
    ? KINDS_BY_PLURAL.get(name.slice(0, -GROUP.length).toLowerCase())
    : undefined;
}
