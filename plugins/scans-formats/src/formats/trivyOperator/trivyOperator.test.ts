import { readJson, readText } from '../../__testUtils__/readJson';

const API = 'aquasecurity.github.io/v1alpha1';

const metadata = (name: string, kind = 'ReplicaSet') => ({
  name: `report-of-${name}`,
  namespace: 'shop',
  labels: {
    'trivy-operator.resource.kind': kind,
    'trivy-operator.resource.name': name,
    'trivy-operator.resource.namespace': 'shop',
    'trivy-operator.container.name': 'web',
  },
});

const resource = (kind: string, report: object, name = 'web-6d4cf56db6') => ({
  apiVersion: API,
  kind,
  metadata: metadata(name),
  report: {
    scanner: { name: 'Trivy', version: '0.70.0' },
    registry: { server: 'index.docker.io' },
    artifact: { repository: 'library/nginx', tag: '1.27' },
    ...report,
  },
});

const vulnerability = (more: object = {}) => ({
  vulnerabilityID: 'CVE-2026-1000',
  resource: 'widget',
  installedVersion: '1.0.0-r0',
  fixedVersion: '1.0.0-r1, 1.1.0-r0',
  severity: 'HIGH',
  score: 7.5,
  title: 'widget: reads too much',
  primaryLink: 'https://example.com/cve-2026-1000',
  target: 'nginx:1.27 (alpine 3.20)',
  class: 'os-pkgs',
  packageType: 'alpine',
  ...more,
});

const check = (more: object = {}) => ({
  checkID: 'KSV001',
  title: 'May become root',
  messages: ['Container web may become root'],
  severity: 'MEDIUM',
  success: false,
  ...more,
});

const vulnerabilities = (name?: string) =>
  resource('VulnerabilityReport', { vulnerabilities: [vulnerability()] }, name);
const audit = (...checks: object[]) =>
  resource('ConfigAuditReport', { checks });

describe('trivyOperator', () => {
  it('reads the vulnerabilities of a workload', () => {
    const read = readJson(vulnerabilities());
    expect(read).toMatchObject({
      tool: 'trivy-operator',
      toolVersion: '0.70.0',
      format: 'trivy-operator',
      outcome: 'complete',
      target: 'shop/Deployment/web',
      counts: { raw: 1, bySeverity: { high: 1 }, byKind: { vulnerability: 1 } },
      coverage: { isComplete: true, kinds: ['vulnerability'] },
    });
    expect(read.findings[0]).toMatchObject({
      rule: 'CVE-2026-1000',
      package: {
        purl: 'pkg:apk/alpine/widget@1.0.0-r0',
        fixedVersions: ['1.0.0-r1', '1.1.0-r0'],
      },
      target: 'shop/Deployment/web',
      location: { resource: 'nginx' },
      cvss: { score: 7.5 },
      references: ['https://example.com/cve-2026-1000'],
    });
  });

  it('makes no new finding of a rollout, and the same as Trivy itself', () => {
    const [finding] = readJson(vulnerabilities()).findings;
    const [rolledOut] = readJson(vulnerabilities('web-84bbf6f4dd')).findings;
    const [byTrivy] = readJson({
      ClusterName: 'one',
      Resources: [
        {
          Namespace: 'shop',
          Kind: 'Deployment',
          Name: 'web',
          Results: [
            {
              Target: 'nginx:1.28 (alpine 3.20)',
              Class: 'os-pkgs',
              Type: 'alpine',
              Vulnerabilities: [
                { VulnerabilityID: 'CVE-2026-1000', PkgName: 'widget' },
              ],
            },
          ],
        },
      ],
    }).findings;
    expect(rolledOut.identity).toBe(finding.identity);
    expect(byTrivy.identity).toBe(finding.identity);
  });

  it.each([
    [
      'its owner',
      { ownerReferences: [{ kind: 'ReplicaSet', name: 'web-6d4cf56db6' }] },
      'shop/Deployment/web',
    ],
    [
      'an annotation',
      {
        annotations: { 'trivy-operator.resource.name': 'system:reader' },
        labels: { 'trivy-operator.resource.kind': 'Role' },
      },
      'shop/Role/system:reader',
    ],
    [
      'the cluster',
      {
        namespace: undefined,
        labels: {
          'trivy-operator.resource.kind': 'ClusterSbomReport',
          'trivy-operator.resource.name': '584b5cdcd5',
          'trivy-operator.container.name': 'k8s-cluster',
        },
      },
      'Cluster/k8s-cluster',
    ],
    ['its image', {}, 'nginx'],
  ])('names what was looked at by %s', (_, more, target) => {
    const read = readJson({
      ...vulnerabilities(),
      metadata: { name: 'a', namespace: 'shop', ...more },
    });
    expect(read.findings[0].target).toBe(target);
  });

  it.each([
    'ConfigAuditReport',
    'ClusterConfigAuditReport',
    'RbacAssessmentReport',
    'ClusterRbacAssessmentReport',
    'InfraAssessmentReport',
    'ClusterInfraAssessmentReport',
  ])('counts the checks of a %s that failed', kind => {
    const read = readJson(
      resource(kind, {
        checks: [
          check(),
          check({ checkID: 'KSV002', success: true }),
          check({ checkID: undefined, title: 'Without an id', severity: '' }),
          {},
        ],
      }),
    );
    expect(read).toMatchObject({
      rules: 1,
      counts: {
        raw: 2,
        ignored: 1,
        bySeverity: { medium: 1, unknown: 1 },
        byKind: { misconfiguration: 2 },
      },
    });
    expect(read.findings[0].location).toEqual({
      resource: 'shop/Deployment/web',
    });
  });

  it('knows a check under its newer names', () => {
    const identities = ['KSV001', 'KSV-0001', 'AVD-KSV-0001'].map(
      checkID => readJson(audit(check({ checkID }))).findings[0].identity,
    );
    expect(new Set(identities).size).toBe(1);
  });

  it('keeps no secret, and tells those of two workloads apart', () => {
    const secrets = (match: string) => ({
      secrets: [
        {
          ruleID: 'cloud-key',
          severity: 'CRITICAL',
          match,
          target: 'root/key.txt',
        },
      ],
    });
    const read = readJson([
      resource('ExposedSecretReport', secrets('KEY="*****"')),
      resource('ExposedSecretReport', secrets('KEY="*****"'), 'other'),
      resource('ExposedSecretReport', secrets('KEY="open-sesame-42"')),
    ]);
    expect(read.counts).toMatchObject({
      raw: 3,
      findings: 3,
      byKind: { secret: 3 },
    });
    expect(read.findings[0].location?.path).toBe('root/key.txt');
    expect(JSON.stringify(read)).not.toContain('sesame');
  });

  it('reads lists of kubectl and of the API, plain lists, dumps and YAML alike', () => {
    const one = vulnerabilities();
    const { apiVersion, kind, ...bare } = one;
    const other = { apiVersion: 'v1', kind: 'Pod' };
    const readings = [
      { apiVersion: 'v1', kind: 'List', items: [one, other] },
      {
        apiVersion: API,
        kind: 'VulnerabilityReportList',
        items: [bare, other],
      },
      [one, other],
      {
        'vulnerabilityreports.aquasecurity.github.io': [one, other],
        'configauditreports.aquasecurity.github.io': [],
      },
    ].map(value => readJson(value));
    const identities = readings.map(({ findings: [{ identity }] }) => identity);
    expect(new Set(identities).size).toBe(1);
    for (const { counts, format, target } of readings) {
      expect({ counts, format, target }).toMatchObject({
        counts: { raw: 1, ignored: 1 },
        format: 'trivy-operator',
        target: undefined,
      });
    }
    expect(readings[3].coverage.kinds).toEqual([
      'vulnerability',
      'misconfiguration',
    ]);
    const yaml = readText(
      [`kind: ${kind}`, `apiVersion: ${apiVersion}`]
        .concat(
          Object.entries(bare).map(
            ([key, value]) => `${key}: ${JSON.stringify(value)}`,
          ),
        )
        .join('\n'),
    );
    expect(yaml.findings[0].identity).toBe(identities[0]);
  });

  it('counts an inventory as ignored, and proves nothing by it alone', () => {
    const sbom = resource('SbomReport', { components: {} });
    expect(readJson(sbom)).toMatchObject({
      outcome: 'not-run',
      counts: { raw: 0, ignored: 1 },
    });
    expect(readJson([sbom, audit(check())])).toMatchObject({
      outcome: 'complete',
      counts: { raw: 1, ignored: 1 },
    });
  });

  it('takes empty lists for a cluster without reports', () => {
    for (const value of [
      { apiVersion: API, kind: 'ConfigAuditReportList', items: [] },
      { 'configauditreports.aquasecurity.github.io': [] },
    ]) {
      expect(readJson(value)).toMatchObject({
        outcome: 'empty',
        coverage: { isComplete: true, kinds: ['misconfiguration'] },
      });
    }
    expect(readJson([], 'trivy-operator').outcome).toBe('empty');
  });

  it('proves nothing by a report without its list, or by YAML that was cut off', () => {
    for (const report of [undefined, { checks: 'gone' }]) {
      const torn = { ...audit(), report };
      expect(readJson(torn).coverage.isComplete).toBe(false);
    }
    const lines = [
      `apiVersion: ${API}`,
      'kind: ConfigAuditReport',
      'metadata: { name: a, namespace: shop }',
      'report:',
      '  summary: { lowCount: 1, highCount: 1 }',
      '  checks:',
      '  - { checkID: A, success: false, severity: LOW }',
      '  - { checkID: B, success: false, severity: HIGH }',
    ];
    expect(readText(lines.join('\n')).coverage.isComplete).toBe(true);
    for (const length of [4, 5, 6, 7]) {
      expect(
        readText(lines.slice(0, length).join('\n')).coverage.isComplete,
      ).toBe(false);
    }
  });

  it('refuses resources of somebody else', () => {
    expect(() =>
      readJson({ apiVersion: 'v1', kind: 'Pod' }, 'trivy-operator'),
    ).toThrow('no report of the Trivy Operator');
  });
});
