/*
 * What the published definitions of the resources that are read allow, as far
 * as it is a fact of their OpenAPI schemas: names, types, enumerations and what
 * is required. Nothing else is allowed, as the API of a cluster prunes it.
 *
 * - aquasecurity.github.io/v1alpha1: Trivy Operator 0.32.0, deploy/helm/crds
 * - wgpolicyk8s.io/v1alpha2: kubernetes-sigs/wg-policy-prototypes at 25056e1,
 *   policy-report/crd/v1alpha2
 * - openreports.io/v1alpha1: openreports/reports-api at 769d978, config/crd
 */
type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: 'string' };
const YES_OR_NO: Schema = { type: 'boolean' };
const NUMBER: Schema = { type: 'number' };
const COUNT: Schema = { type: 'integer' };
const COUNT_FROM_0: Schema = { type: 'integer', minimum: 0 };
const TIME: Schema = { type: 'string', format: 'date-time' };

const oneOf = (...values: string[]): Schema => ({ ...TEXT, enum: values });
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const mapOf = (additionalProperties: Schema): Schema => ({
  type: 'object',
  additionalProperties,
});
const named = (names: string, schema: Schema): Record<string, Schema> =>
  Object.fromEntries(names.split(' ').map(name => [name, schema]));

/** An object with what it must have and what it may have. */
const object = (
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  ...(Object.keys(required).length > 0
    ? { required: Object.keys(required).sort() }
    : {}),
  additionalProperties: false,
});

const SCANNER = object(named('name vendor version', TEXT));
const ARTIFACT = object({}, named('digest mimeType repository tag', TEXT));
const REGISTRY = object({}, { server: TEXT });
const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const SEVERITY_COUNTS = 'criticalCount highCount lowCount mediumCount';

const VULNERABILITIES = object(
  {
    artifact: ARTIFACT,
    os: object({}, { eosl: YES_OR_NO, ...named('family name', TEXT) }),
    scanner: SCANNER,
    summary: object(
      named(`${SEVERITY_COUNTS} unknownCount`, COUNT_FROM_0),
      named('noneCount', COUNT_FROM_0),
    ),
    updateTimestamp: TIME,
    vulnerabilities: listOf(
      object(
        {
          ...named(
            'fixedVersion installedVersion lastModifiedDate publishedDate resource title vulnerabilityID',
            TEXT,
          ),
          severity: oneOf(...SEVERITIES, 'UNKNOWN'),
        },
        {
          ...named(
            'class cvsssource description packagePURL packagePath packageType primaryLink target',
            TEXT,
          ),
          cvss: mapOf(
            object(
              {},
              {
                ...named('V2Score V3Score V40Score', NUMBER),
                ...named('V2Vector V3Vector V40Vector', TEXT),
              },
            ),
          ),
          links: listOf(TEXT),
          score: NUMBER,
        },
      ),
    ),
  },
  { registry: REGISTRY },
);

const CHECKS = listOf(
  object(
    { ...named('checkID severity', TEXT), success: YES_OR_NO },
    {
      ...named('category description remediation title', TEXT),
      messages: listOf(TEXT),
      scope: object(named('type value', TEXT)),
    },
  ),
);
const CHECK_SUMMARY = object(named(SEVERITY_COUNTS, COUNT));

const CONFIG_AUDIT = object(
  { checks: CHECKS },
  { scanner: SCANNER, summary: CHECK_SUMMARY, updateTimestamp: TIME },
);

const ASSESSMENT = object({
  checks: CHECKS,
  scanner: SCANNER,
  summary: CHECK_SUMMARY,
});

const SECRETS = object(
  {
    artifact: ARTIFACT,
    scanner: SCANNER,
    secrets: listOf(
      object({
        ...named('category match ruleID target title', TEXT),
        severity: oneOf(...SEVERITIES),
      }),
    ),
    summary: object(named(SEVERITY_COUNTS, COUNT_FROM_0)),
    updateTimestamp: TIME,
  },
  { registry: REGISTRY },
);

const OUTCOME = oneOf('pass', 'fail', 'warn', 'error', 'skip');
const REFERENCE = object(
  {},
  named('apiVersion fieldPath kind name namespace resourceVersion uid', TEXT),
);
const SELECTOR = object(
  {},
  {
    matchExpressions: listOf(
      object(named('key operator', TEXT), { values: listOf(TEXT) }),
    ),
    matchLabels: mapOf(TEXT),
  },
);

const POLICY_REPORT = {
  results: listOf(
    object(
      { policy: TEXT },
      {
        ...named('category message rule source', TEXT),
        properties: mapOf(TEXT),
        resourceSelector: SELECTOR,
        resources: listOf(REFERENCE),
        result: OUTCOME,
        scored: YES_OR_NO,
        severity: oneOf('critical', 'high', 'low', 'medium', 'info'),
        timestamp: object(named('nanos seconds', COUNT)),
      },
    ),
  ),
  scope: REFERENCE,
  scopeSelector: SELECTOR,
  summary: object({}, named('error fail pass skip warn', COUNT)),
};

const OPEN_REPORT = {
  ...POLICY_REPORT,
  source: TEXT,
  configuration: object({
    limits: object({}, { maxResults: COUNT, statusFilter: listOf(OUTCOME) }),
  }),
};

/** A whole resource; its metadata is the API's, not the definition's. */
const resource = (
  required: Record<string, Schema>,
  optional: Record<string, Schema> = {},
): Schema =>
  object(required, {
    ...optional,
    ...named('apiVersion kind', TEXT),
    metadata: { type: 'object' },
  });

const TRIVY = 'aquasecurity.github.io/v1alpha1';
const POLICY = 'wgpolicyk8s.io/v1alpha2';
const OPEN = 'openreports.io/v1alpha1';

/** What one definition says. */
export interface ResourceDefinition {
  api: string;
  kind: string;
  isNamespaced: boolean;
  schema: Schema;
}

const both = (api: string, kind: string, schema: Schema) =>
  ['', 'Cluster'].map(prefix => ({
    api,
    kind: `${prefix}${kind}`,
    isNamespaced: prefix === '',
    schema,
  }));

export const RESOURCE_DEFINITIONS: readonly ResourceDefinition[] = [
  ...both(TRIVY, 'VulnerabilityReport', resource({ report: VULNERABILITIES })),
  ...both(TRIVY, 'ConfigAuditReport', resource({ report: CONFIG_AUDIT })),
  ...both(TRIVY, 'RbacAssessmentReport', resource({ report: ASSESSMENT })),
  ...both(TRIVY, 'InfraAssessmentReport', resource({ report: ASSESSMENT })),
  {
    api: TRIVY,
    kind: 'ExposedSecretReport',
    isNamespaced: true,
    schema: resource({ report: SECRETS }),
  },
  ...both(POLICY, 'PolicyReport', resource({}, POLICY_REPORT)),
  ...both(OPEN, 'Report', resource({}, OPEN_REPORT)),
];
