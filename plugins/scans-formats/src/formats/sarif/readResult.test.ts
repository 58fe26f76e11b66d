import { readJson } from '../../__testUtils__/readJson';
import { findingOf, placeIn, sarifOf } from './__testUtils__/sarifOf';

const MESSAGE = { text: 'Something is wrong.' };

describe('the rule of a result', () => {
  const RULES = [
    { id: 'A1', shortDescription: { text: 'The first' } },
    { id: 'B/2', shortDescription: { text: 'The second' } },
  ];

  it.each([
    ['its id', { ruleId: 'A1' }, 'A1', 'The first'],
    ['its index', { ruleIndex: 1 }, 'B/2', 'The second'],
    ['a reference', { rule: { id: 'B/2' } }, 'B/2', 'The second'],
    ['an index in a reference', { rule: { index: 0 } }, 'A1', 'The first'],
    [
      'an id below the declared one',
      { ruleId: 'A1/x/y' },
      'A1/x/y',
      'The first',
    ],
    [
      'an id below, with index',
      { ruleId: 'B/2/z', ruleIndex: 1 },
      'B/2/z',
      'The second',
    ],
    [
      'the id where the index is wrong',
      { ruleId: 'A1', ruleIndex: 1 },
      'A1',
      'The first',
    ],
    ['an index of none', { ruleId: 'A1', ruleIndex: -1 }, 'A1', 'The first'],
  ])('is found by %s', (_, result, rule, title) => {
    expect(
      findingOf({ ...result, message: MESSAGE }, { rules: RULES }),
    ).toMatchObject({ rule, title });
  });

  it('is found in the extension that the result names', () => {
    const run = {
      tool: {
        driver: { name: 'CodeQL', rules: RULES },
        extensions: [
          { name: 'empty' },
          {
            name: 'queries',
            rules: [{ id: 'Q1', shortDescription: { text: 'A query' } }],
          },
        ],
      },
    };
    for (const rule of [
      { index: 0, toolComponent: { index: 1 } },
      { index: 0, toolComponent: { name: 'queries' } },
      { id: 'Q1' },
    ]) {
      expect(findingOf({ rule, message: MESSAGE }, run)).toMatchObject({
        rule: 'Q1',
        title: 'A query',
      });
    }
  });

  it('is made of the message where the tool names none, and not counted as named', () => {
    const report = readJson(sarifOf({ message: MESSAGE }));

    expect(report.findings[0].rule).toBe('Something is wrong.');
    expect(report.rules).toBe(0);
  });
});

describe('the severity of a result', () => {
  const rate = (result: object, rule: object = {}, run: object = {}) => {
    const { severity, severitySource, severityRaw } = findingOf(
      { ruleId: 'r', message: MESSAGE, ...result },
      { rules: [{ id: 'r', ...rule }], ...run },
    );
    return [severity, severitySource, severityRaw];
  };
  const secure = (value: unknown) => ({
    properties: { 'security-severity': value },
  });

  it.each([
    ['9.0', 'critical'],
    ['8.9', 'high'],
    ['7.0', 'high'],
    ['6.9', 'medium'],
    [4, 'medium'],
    ['3.9', 'low'],
    [0.1, 'low'],
    ['MEDIUM', 'medium'],
    ['Critical', 'critical'],
    ['UNKNOWN', 'unknown'],
  ])('by the score %j is %s', (value, severity) => {
    expect(rate({ level: 'note' }, secure(value))).toEqual([
      severity,
      'tool',
      String(value),
    ]);
  });

  it('never shows such a score as CVSS', () => {
    expect(
      findingOf(
        { ruleId: 'r', message: MESSAGE },
        { rules: [{ id: 'r', ...secure('9.8') }] },
      ).cvss,
    ).toBeUndefined();
  });

  it.each(['0.0', '', null, 'none of the words', 77, [], {}])(
    'is told by the level where the score is %j',
    value => {
      expect(rate({ level: 'error' }, secure(value))[0]).toBe('high');
    },
  );

  it('follows the result before the rule, and words before levels', () => {
    expect(rate(secure('3.0'), secure('9.0'))[0]).toBe('low');
    expect(rate({ level: 'error', properties: { severity: 'LOW' } })[0]).toBe(
      'low',
    );
    expect(
      rate({ level: 'note' }, { properties: { severity: 'Critical' } })[0],
    ).toBe('critical');
  });

  it.each([
    [{ level: 'error' }, {}, 'high'],
    [{ level: 'warning' }, {}, 'medium'],
    [{ level: 'note' }, {}, 'low'],
    [{ level: 'none' }, {}, 'info'],
    [{ level: 'loud' }, {}, 'unknown'],
    [{}, { defaultConfiguration: { level: 'note' } }, 'low'],
    [{ level: 'error' }, { defaultConfiguration: { level: 'note' } }, 'high'],
    [{}, { properties: { 'problem.severity': 'recommendation' } }, 'low'],
  ])('by the levels %j and %j is %s', (result, rule, severity) => {
    expect(rate(result, rule)[0]).toBe(severity);
  });

  it('is a warning where nobody says any, and says so', () => {
    expect(rate({})).toEqual(['medium', 'default', undefined]);
  });

  it('follows what the run was configured to', () => {
    const invocations = [
      {
        ruleConfigurationOverrides: [
          { descriptor: { index: 0 }, configuration: { level: 'error' } },
        ],
      },
    ];

    expect(
      rate({}, { defaultConfiguration: { level: 'note' } }, { invocations })[0],
    ).toBe('high');
  });
});

describe('the kind of a result', () => {
  it.each([
    ['CodeQL', { ruleId: 'js/xss' }, {}, 'code'],
    ['gitleaks', { ruleId: 'aws' }, {}, 'secret'],
    ['detect-secrets', { ruleId: 'x' }, {}, 'secret'],
    ['grype', { ruleId: 'CVE-2024-1234-zlib' }, {}, 'vulnerability'],
    ['Own', { ruleId: 'GHSA-2222-3333-4444' }, {}, 'vulnerability'],
    ['Snyk Open Source', { ruleId: 'npm:x' }, {}, 'vulnerability'],
    ['OWASP Dependency-Track', { ruleId: 'INT-1' }, {}, 'vulnerability'],
    ['SnykCode', { ruleId: 'javascript/Sqli' }, {}, 'code'],
    ['Checkov', { ruleId: 'CKV_AWS_1' }, {}, 'misconfiguration'],
    ['Checkov', { ruleId: 'CKV_SECRET_2' }, {}, 'secret'],
    ['KICS', { ruleId: 'f2f4-11' }, {}, 'misconfiguration'],
    ['tfsec', { ruleId: 'aws-s3-x' }, {}, 'misconfiguration'],
    [
      'Trivy',
      { ruleId: 'DS002' },
      { name: 'Misconfiguration' },
      'misconfiguration',
    ],
    ['Trivy', { ruleId: 'aws-key' }, { name: 'Secret' }, 'secret'],
    ['Trivy', { ruleId: 'musl:GPL-3.0' }, { name: 'License' }, 'license'],
    ['Semgrep OSS', { ruleId: 'generic.secrets.gitleaks.x' }, {}, 'secret'],
    ['Semgrep OSS', { ruleId: 'python.lang.eval' }, {}, 'code'],
    [
      'Own',
      { ruleId: 'p', partialFingerprints: { 'SecretHash/v1': 'x' } },
      {},
      'secret',
    ],
    [
      'Own',
      { ruleId: 'p', properties: { component: 'a', componentVersion: '1' } },
      {},
      'vulnerability',
    ],
  ])('of %s with %j and %j is %s', (name, result, rule, kind) => {
    expect(
      findingOf(
        { ...result, message: MESSAGE },
        { name, rules: [{ id: result.ruleId, ...rule }] },
      ).kind,
    ).toBe(kind);
  });
});

describe('the fingerprint of a result', () => {
  const fingerprint = (name: string, result: object) =>
    findingOf({ ruleId: 'r', message: MESSAGE, ...result }, { name }).evidence
      .fingerprint;
  const LINE_HASH = {
    partialFingerprints: { primaryLocationLineHash: '39fa2ee980eb94b0:1' },
  };

  it('is that of CodeQL and of nobody else under its key', () => {
    expect(fingerprint('CodeQL', LINE_HASH)).toBe('39fa2ee980eb94b0:1');
    expect(fingerprint('Lintly', LINE_HASH)).toBeUndefined();
  });

  it('is that of Semgrep without the number of the twin, written out or as object', () => {
    const value = 'e5aea7d033ad2f52b0c6_3';
    for (const written of [value, { value }]) {
      expect(
        fingerprint('Semgrep OSS', {
          fingerprints: { 'matchBasedId/v1': written },
        }),
      ).toBe('e5aea7d033ad2f52b0c6');
    }
    expect(
      fingerprint('Semgrep OSS', {
        fingerprints: { 'matchBasedId/v1': 'requires login' },
      }),
    ).toBeUndefined();
  });

  it('is none of the keys that hold something else', () => {
    const partialFingerprints = {
      email: 'jane@example.com',
      author: 'Jane',
      commitSha: '0123456789abcdef',
      __proto__: { x: 1 },
    };
    const report = readJson(
      sarifOf({ ruleId: 'r', message: MESSAGE, partialFingerprints }),
    );

    expect(report.findings[0].evidence).toEqual({});
    expect(JSON.stringify(report)).not.toMatch(/jane|0123456789/i);
  });
});

describe('a secret in SARIF', () => {
  const SECRET = 'k3y-Zm9vYmFyYmF6cXV4-0042';
  const leak = (region: object) => ({
    ruleId: 'generic-api-key',
    message: { text: `Found ${SECRET} in config.ts` },
    locations: [placeIn('config.ts', region)],
  });

  it('is hashed, previewed and nowhere else', () => {
    const report = readJson(
      sarifOf(leak({ startLine: 3, snippet: { text: SECRET } }), {
        name: 'gitleaks',
      }),
    );

    expect(report.findings[0]).toMatchObject({
      kind: 'secret',
      secret: { preview: 'k3y-…(25)' },
      location: { path: 'config.ts', line: 3 },
    });
    expect(JSON.stringify(report)).not.toContain(SECRET);
  });

  it('is not what begins every key', () => {
    const region = {
      startLine: 1,
      snippet: { text: '-----BEGIN RSA PRIVATE KEY-----' },
    };
    const report = readJson({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'gitleaks' } },
          results: ['a.pem', 'b.pem'].map(uri => ({
            ruleId: 'private-key',
            message: MESSAGE,
            locations: [placeIn(uri, region)],
          })),
        },
      ],
    });

    expect(report.findings).toHaveLength(2);
  });
});

describe('misconfigurations in SARIF', () => {
  const block = (name: string, startLine: number) => ({
    ruleId: 'CKV_AWS_20',
    message: MESSAGE,
    locations: [
      placeIn('main.tf', {
        startLine,
        snippet: { text: `resource "aws_s3_bucket" "${name}" {\n}` },
      }),
    ],
  });
  const identities = (...results: object[]) =>
    readJson({
      version: '2.1.0',
      runs: [{ tool: { driver: { name: 'Checkov' } }, results }],
    }).findings.map(({ identity, location }) => [identity, location?.resource]);

  it('are told apart by their Terraform block, wherever it moves', () => {
    const [logs, data] = identities(block('logs', 1), block('data', 9));

    expect([logs[1], data[1]].sort()).toEqual([
      'aws_s3_bucket.data',
      'aws_s3_bucket.logs',
    ]);
    expect(identities(block('logs', 30), block('data', 2)).sort()).toEqual(
      [logs, data].sort(),
    );
  });

  it('are told apart by what Trivy says of the resource', () => {
    const result = (name: string) => ({
      ruleId: 'KSV-0001',
      message: {
        text: `Artifact: app.yaml\nType: kubernetes\nMessage: Container '${name}' should not\nLink: x`,
      },
      locations: [placeIn('app.yaml', { startLine: 1 })],
    });
    const rules = [{ id: 'KSV-0001', name: 'Misconfiguration' }];
    const report = readJson({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Trivy', rules } },
          results: [result('api'), result('worker')],
        },
      ],
    });

    expect(report.findings).toHaveLength(2);
  });
});
