import { readJson } from '../../__testUtils__/readJson';

const SCAN = {
  scanner: { id: 'Semgrep', name: 'Semgrep', version: '1.90.0' },
  analyzer: { id: 'semgrep', name: 'Semgrep' },
  type: 'sast',
  status: 'success',
  start_time: '2026-11-20T03:00:00',
  end_time: '2026-11-20T03:01:00',
};

const FLAW = {
  id: 'd3c1',
  name: 'Evaluates what it is given',
  description: 'A caller decides what runs.',
  severity: 'High',
  location: { file: 'app/run.py', start_line: 8, end_line: 9 },
  identifiers: [
    {
      type: 'semgrep_id',
      name: 'own.eval',
      value: 'own.eval',
      url: 'https://example.com/eval',
    },
    { type: 'cwe', name: 'CWE-95', value: '95' },
  ],
};

const report = (vulnerabilities: unknown, scan: object = {}, others = {}) => ({
  version: '15.0.7',
  scan: { ...SCAN, ...scan },
  vulnerabilities,
  ...others,
});

describe('gitlab', () => {
  it('reads what was found, by which scanner, with which rules', () => {
    const read = readJson(
      report([FLAW], {
        primary_identifiers: [
          { type: 'semgrep_id', name: 'own.eval', value: 'own.eval' },
          { type: 'semgrep_id', name: 'own.exec', value: 'own.exec' },
        ],
      }),
    );

    expect(read).toMatchObject({
      tool: 'semgrep',
      toolVersion: '1.90.0',
      format: 'gitlab-security',
      category: 'sast',
      outcome: 'complete',
      scannedAt: '2026-11-20T03:01:00',
      rules: 1,
      coverage: {
        isComplete: true,
        rules: ['own.eval', 'own.exec'],
        kinds: ['code'],
      },
    });
    expect(read.findings[0]).toMatchObject({
      kind: 'code',
      rule: 'own.eval',
      title: 'Evaluates what it is given',
      message: 'A caller decides what runs.',
      severity: 'high',
      severityRaw: 'High',
      location: { path: 'app/run.py', line: 8, endLine: 9 },
      cwe: [95],
      references: ['https://example.com/eval'],
    });
  });

  it('tells apart nothing found, a scan that failed, and no list', () => {
    expect(readJson(report([])).outcome).toBe('empty');
    expect(readJson(report(null))).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
    expect(readJson(report([], { status: 'failure' }))).toMatchObject({
      outcome: 'not-run',
      coverage: { isComplete: false },
    });
    expect(readJson(report(null, { status: undefined })).outcome).toBe(
      'not-run',
    );
    expect(readJson(report(undefined)).outcome).toBe('not-run');
    expect(() => readJson(report('none'))).toThrow(/^vulnerabilities: /);
  });

  it('closes nothing by a scan of a part, or one with a fatal error', () => {
    for (const scan of [
      { partial_scan: { mode: 'differential' } },
      { messages: [{ level: 'fatal', value: 'no space left' }] },
      { status: 'failure' },
    ]) {
      expect(readJson(report([FLAW], scan)).coverage.isComplete).toBe(false);
    }
  });

  it.each([
    ['79', 'CWE-79', [79]],
    [89, 'CWE-89', [89]],
    ['CWE-22', undefined, [22]],
    ['sql_rule', 'CWE-564', [564]],
    ['sql_rule', 'A rule', []],
    [null, null, []],
  ])('reads a CWE of value %j and name %j as %j', (value, name, cwe) => {
    const identifiers = [FLAW.identifiers[0], { type: 'cwe', name, value }];

    expect(
      readJson(report([{ ...FLAW, identifiers }])).findings[0].cwe,
    ).toEqual(cwe);
  });

  it('takes no kind of flaw for the rule while there is another name', () => {
    const identifiers = [...FLAW.identifiers].reverse();

    expect(readJson(report([{ ...FLAW, identifiers }])).findings[0].rule).toBe(
      'own.eval',
    );
  });

  it('tracks by the scope, then the hash, never by the line', () => {
    const track = (...signatures: object[]) =>
      readJson(report([{ ...FLAW, tracking: { items: [{ signatures }] } }]))
        .findings[0].evidence.fingerprint;
    const location = { algorithm: 'location', value: 'run.py:8' };
    const hash = { algorithm: 'hash', value: 'abc' };
    const scope = { algorithm: 'scope_offset', value: 'run.py|f[0]:1' };

    expect(track(location, hash, scope)).toBe('run.py|f[0]:1');
    expect(track(location, hash)).toBe('abc');
    expect(track(location)).toBeUndefined();
  });

  it('hides the secret that a report holds in plain text', () => {
    const secret = 'glx-6d1f0a7c9e2b4d58-prod';
    const read = readJson(
      report(
        [
          {
            ...FLAW,
            name: 'Token',
            description: `The token ${secret} was found`,
            raw_source_code_extract: secret,
            identifiers: [
              { type: 'gitleaks_rule_id', name: 'token', value: 'token' },
            ],
          },
        ],
        { type: 'secret_detection', scanner: { id: 'gitleaks' } },
      ),
    );

    expect(read.findings[0]).toMatchObject({
      kind: 'secret',
      title: 'Secret: Token',
      secret: { preview: 'glx-…(25)' },
    });
    expect(JSON.stringify(read)).not.toContain(secret);
  });

  it('names package, image and fixed version of a container scan', () => {
    const read = readJson(
      report(
        [
          {
            severity: 'Critical',
            solution: 'Upgrade libssl3 to 3.0.2-r1',
            location: {
              image: 'registry.example.com/shop/api:1.4',
              operating_system: 'alpine 3.19.1',
              dependency: { package: { name: 'libssl3' }, version: '3.0.1-r0' },
            },
            identifiers: [
              { type: 'cve', name: 'CVE-2024-1111', value: 'CVE-2024-1111' },
            ],
            cvss_vectors: [
              {
                vendor: 'x',
                vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N',
              },
            ],
          },
        ],
        { type: 'container_scanning', scanner: { id: 'trivy' } },
      ),
    );

    expect(read).toMatchObject({
      tool: 'trivy',
      target: 'registry.example.com/shop/api',
      packages: 1,
    });
    expect(read.findings[0]).toMatchObject({
      title: 'CVE-2024-1111 in libssl3',
      vulnerability: { id: 'CVE-2024-1111' },
      package: {
        purl: 'pkg:apk/alpine/libssl3@3.0.1-r0',
        fixedVersions: ['3.0.2-r1'],
      },
      target: 'registry.example.com/shop/api',
      cvss: { score: 5.3 },
    });
  });

  it('knows the package manager of a file, and prefers the CVE', () => {
    const vulnerability = (version: string) => ({
      name: 'Nil dereference',
      severity: 'Unknown',
      solution: 'Upgrade to versions 1.2.3, 2.0.1 or above.',
      location: {
        file: 'service/deps.txt',
        dependency: { package: { name: 'example.org/x/crypto' }, version },
      },
      identifiers: [
        { type: 'gemnasium', name: 'Gemnasium-1', value: '8ab0-1' },
        { type: 'cve', name: 'CVE-2024-2222', value: 'CVE-2024-2222' },
      ],
    });
    const read = readJson(
      report(
        [vulnerability('v1.0.0'), vulnerability('v1.1.0')],
        { type: 'dependency_scanning', scanner: { id: 'gemnasium' } },
        {
          dependency_files: [
            { path: 'service/deps.txt', package_manager: 'go' },
          ],
        },
      ),
    );

    expect(read).toMatchObject({
      packages: 1,
      counts: { raw: 2, findings: 1 },
    });
    expect(read.findings[0]).toMatchObject({
      rule: '8ab0-1',
      severity: 'unknown',
      vulnerability: { id: 'CVE-2024-2222', aliases: [] },
      package: {
        purl: 'pkg:golang/example.org/x/crypto@v1.0.0',
        fixedVersions: ['1.2.3', '2.0.1'],
      },
      target: 'service/deps.txt',
      occurrences: 2,
    });
  });

  it('takes KICS for what it is though GitLab calls it a scan of code', () => {
    expect(
      readJson(report([FLAW], { scanner: { id: 'kics' } })).findings[0].kind,
    ).toBe('misconfiguration');
  });

  it('reads reports without a scan, and lists of the first versions', () => {
    const { identifiers, location } = FLAW;
    const old = {
      category: 'sast',
      message: 'Evaluates what it is given',
      cve: 'app/run.py:1f:own.eval',
      priority: 'Medium',
      location,
      identifiers,
    };
    const leak = {
      ...old,
      category: undefined,
      identifiers: [{ type: 'trufflehog_rule_id', value: 'PGP' }],
    };
    for (const read of [
      readJson({ version: '2.3', vulnerabilities: [old, leak] }),
      readJson([old, leak]),
    ]) {
      expect(read).toMatchObject({
        tool: 'gitlab',
        outcome: 'complete',
        rules: 2,
        counts: { byKind: { code: 1, secret: 1 }, bySeverity: { medium: 2 } },
      });
    }
    const oldest = {
      tool: 'bandit',
      message: 'Uses eval',
      cve: 'x',
      file: 'run.py',
      line: 8,
    };
    expect(readJson([oldest])).toMatchObject({
      tool: 'bandit',
      rules: 0,
      findings: [
        {
          title: 'Uses eval',
          severity: 'unknown',
          location: { path: 'run.py', line: 8 },
        },
      ],
    });
  });

  it('leaves other reports that list vulnerabilities to their formats', () => {
    const others = { vulnerabilities: [{ id: 'CVE-2024-1' }] };
    for (const value of [others, { ...others, remediations: {} }]) {
      expect(() => readJson(value)).toThrow(/No scanner/);
    }
  });

  it('counts what is no vulnerability as ignored, and proves nothing then', () => {
    expect(readJson(report([FLAW, null, 7, {}]))).toMatchObject({
      counts: { raw: 1, ignored: 3 },
      coverage: { isComplete: false },
    });
  });
});
