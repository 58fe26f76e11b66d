/** A resource that scanners write. */
export interface ReportResource {
  kind: string;
  /** Group and version. */
  api: string;
  plural: string;
  tool: 'trivy-operator' | 'policy-report';
  /** Lies in no namespace. */
  isClusterWide: boolean;
}

const resource = (
  api: string,
  kind: string,
  tool: ReportResource['tool'],
): ReportResource => ({
  api,
  kind,
  tool,
  plural: `${kind.toLowerCase()}s`,
  isClusterWide: kind.startsWith('Cluster'),
});

/**
 * Kinds of resources that are read. Reports of compliance are not: they say
 * again, by control, what the checks of resources, roles and nodes say.
 */
export const REPORT_RESOURCES: readonly ReportResource[] = [
  ...[
    'VulnerabilityReport',
    'ConfigAuditReport',
    'ExposedSecretReport',
    'RbacAssessmentReport',
    'InfraAssessmentReport',
    'ClusterVulnerabilityReport',
    'ClusterConfigAuditReport',
    'ClusterRbacAssessmentReport',
    'ClusterInfraAssessmentReport',
  ].map(kind =>
    resource('aquasecurity.github.io/v1alpha1', kind, 'trivy-operator'),
  ),
  ...['PolicyReport', 'ClusterPolicyReport'].map(kind =>
    resource('wgpolicyk8s.io/v1alpha2', kind, 'policy-report'),
  ),
  ...['Report', 'ClusterReport'].map(kind =>
    resource('openreports.io/v1alpha1', kind, 'policy-report'),
  ),
];
