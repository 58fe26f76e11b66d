import { readJson, readText } from '../__testUtils__/readJson';
import { Loose, asObject } from '../read/loose';
import { ReportRefused } from '../report/ReportRefused';

const ODD_VALUES: readonly unknown[] = [
  undefined,
  null,
  7,
  '',
  'x',
  [],
  [null],
  {},
  { __proto__: null, constructor: 1 },
  true,
];

const REPORTS: Record<string, Loose> = {
  sarif: {
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Trivy',
            rules: [
              {
                id: 'CVE-2024-1',
                name: 'OsPackageVulnerability',
                help: { text: 'Package: zlib\nVersion: 1' },
                messageStrings: { a: { text: '{0}' } },
                properties: { 'security-severity': '9.1', tags: ['CWE-79'] },
                relationships: [
                  { target: { id: '79', toolComponent: { name: 'CWE' } } },
                ],
              },
            ],
          },
          extensions: [{ name: 'more', rules: [{ id: 'x' }] }],
        },
        automationDetails: { id: 'a/b' },
        originalUriBaseIds: { SRC: { uri: 'src/', uriBaseId: 'ROOT' } },
        invocations: [
          {
            executionSuccessful: true,
            workingDirectory: { uri: 'file:///work' },
            toolExecutionNotifications: [{ level: 'error', message: {} }],
            ruleConfigurationOverrides: [
              { descriptor: { index: 0 }, configuration: { level: 'note' } },
            ],
          },
        ],
        results: [
          {
            ruleId: 'CVE-2024-1',
            rule: { index: 0, toolComponent: { index: 0 } },
            message: { id: 'a', arguments: ['Package: zlib'] },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a.js', uriBaseId: 'SRC' },
                  region: { startLine: 1, snippet: { text: 'x' } },
                },
                logicalLocations: [{ fullyQualifiedName: 'zlib@1' }],
              },
            ],
            fingerprints: { 'matchBasedId/v1': 'abcdefgh_0' },
            partialFingerprints: { primaryLocationLineHash: 'abcdefgh:1' },
            suppressions: [{ kind: 'external', status: 'rejected' }],
            properties: { component: 'zlib', reference: 'https://example.com' },
          },
        ],
      },
    ],
  },
  'gitlab-security': {
    version: '15.0.0',
    scan: {
      scanner: { id: 'trivy', version: '1' },
      type: 'container_scanning',
      status: 'success',
      primary_identifiers: [{ value: 'CVE-2024-1' }],
    },
    vulnerabilities: [
      {
        name: 'x',
        severity: 'High',
        solution: 'Upgrade to 2',
        location: {
          file: 'go.sum',
          image: 'a:1',
          operating_system: 'debian 12',
          dependency: { package: { name: 'zlib' }, version: '1' },
        },
        identifiers: [{ type: 'cve', name: 'CVE-2024-1', value: 'CVE-2024-1' }],
        tracking: {
          items: [{ signatures: [{ algorithm: 'hash', value: 'a' }] }],
        },
        cvss_vectors: [{ vector: 'CVSS:3.1/AV:N' }],
        links: [{ url: 'https://example.com' }],
      },
    ],
    dependency_files: [{ path: 'go.sum', package_manager: 'go' }],
  },
  'semgrep-json': {
    version: '1.0.0',
    errors: [{ level: 'error', path: 'a.py', spans: [{ file: 'b.py' }] }],
    paths: { skipped: [{ path: 'c.py' }] },
    skipped_rules: [],
    results: [
      {
        check_id: 'a.secrets.b',
        path: 'a.py',
        start: { line: 1, col: 1 },
        end: { line: 1 },
        extra: {
          message: 'x',
          severity: 'ERROR',
          lines: 'token',
          fingerprint: 'abcdefgh_0',
          metavars: { $SECRET: { abstract_content: 'long-secret-text' } },
          metadata: { cwe: ['CWE-798'], 'sca-fix-versions': [{ zlib: '2' }] },
          sca_info: {
            dependency_match: {
              found_dependency: { package: 'zlib', version: '1' },
            },
          },
        },
      },
    ],
  },
};

/** The report once for each of its values and each odd one in its place. */
function* damaged(report: Loose): Generator<unknown> {
  const places: { owner: Loose; key: string }[] = [];
  const walk = (owner: Loose) => {
    for (const [key, value] of Object.entries(owner)) {
      places.push({ owner, key });
      if (Array.isArray(value) || asObject(value)) {
        walk(value as Loose);
      }
    }
  };
  const copy = structuredClone(report);
  walk(copy);
  for (const { owner, key } of places) {
    const whole = owner[key];
    for (const odd of ODD_VALUES) {
      owner[key] = odd;
      yield copy;
    }
    owner[key] = whole;
  }
}

describe.each(Object.entries(REPORTS))('a damaged report, %s', (id, report) => {
  const readOrRefuse = (read: () => unknown) => {
    try {
      read();
    } catch (error) {
      expect(error).toBeInstanceOf(ReportRefused);
    }
  };

  it('is read or refused, whatever stands in the place of a value', () => {
    expect(readJson(report).format).toBe(id);
    for (const value of damaged(report)) {
      readOrRefuse(() => readJson(value));
      readOrRefuse(() => readJson(value, id));
    }
  });

  it('is refused wherever it was cut off', () => {
    const text = JSON.stringify(report);
    for (let end = 1; end < text.length; end += 37) {
      expect(() => readText(text.slice(0, end))).toThrow(ReportRefused);
    }
  });
});
