import { readJson } from '../../__testUtils__/readJson';

const extra = (more: object = {}) => ({
  message: 'A caller decides what runs.',
  severity: 'ERROR',
  metadata: {
    cwe: ['CWE-95: Improper Neutralization'],
    references: ['https://example.com/eval'],
  },
  fingerprint: '1d0cfd65fc17a97773e848ec_0',
  lines: '    eval(text)',
  is_ignored: false,
  ...more,
});

const result = (more: object = {}) => ({
  check_id: 'rules.python.no-eval',
  path: 'app/run.py',
  start: { line: 8, col: 5, offset: 90 },
  end: { line: 8, col: 15, offset: 100 },
  extra: extra(),
  ...more,
});

const report = (results: unknown, more: object = {}) => ({
  version: '1.100.0',
  results,
  errors: [],
  paths: { scanned: ['app/run.py'] },
  ...more,
});

const identity = (more: object) =>
  readJson(report([result(more)])).findings[0].identity;

describe('semgrep', () => {
  it('reads what was found', () => {
    const read = readJson(report([result()]));

    expect(read).toMatchObject({
      tool: 'semgrep',
      toolVersion: '1.100.0',
      format: 'semgrep-json',
      outcome: 'complete',
      coverage: { isComplete: true, skipped: [] },
    });
    expect(read.findings[0]).toMatchObject({
      kind: 'code',
      rule: 'rules.python.no-eval',
      severity: 'high',
      severityRaw: 'ERROR',
      cwe: [95],
      references: ['https://example.com/eval'],
      location: { path: 'app/run.py', line: 8, endLine: 8 },
      evidence: { fingerprint: '1d0cfd65fc17a97773e848ec' },
    });
  });

  it.each([
    ['ERROR', 'high'],
    ['WARNING', 'medium'],
    ['INFO', 'low'],
    ['CRITICAL', 'critical'],
    ['HIGH', 'high'],
    ['MEDIUM', 'medium'],
    ['LOW', 'low'],
    ['INVENTORY', 'info'],
    ['SOMETHING', 'unknown'],
    [null, 'unknown'],
  ])('rates %j as %s', (severity, rated) => {
    expect(
      readJson(report([result({ extra: extra({ severity }) })])).findings[0]
        .severity,
    ).toBe(rated);
  });

  it('is the same finding after its line moved, its twin went, its rule was kept elsewhere', () => {
    const moved = { start: { line: 80 }, end: { line: 80 } };

    expect(identity(moved)).toBe(identity({}));
    expect(
      identity({ extra: extra({ fingerprint: '1d0cfd65fc17a97773e848ec_4' }) }),
    ).toBe(identity({}));
    expect(identity({ check_id: 'tmp.job-17.no-eval' })).toBe(identity({}));
  });

  it('takes the words for those who are not logged in for no evidence', () => {
    const locked = extra({
      fingerprint: 'requires login',
      lines: 'requires login',
    });

    expect(
      readJson(report([result({ extra: locked })])).findings[0].evidence,
    ).toEqual({});
  });

  it('counts what a comment in the code ignores as suppressed', () => {
    expect(
      readJson(report([result({ extra: extra({ is_ignored: true }) })])).counts,
    ).toMatchObject({ raw: 0, suppressed: 1 });
  });

  it('tells apart nothing found and not looked', () => {
    expect(readJson(report([])).outcome).toBe('empty');
    expect(readJson({ results: [], errors: [] }).outcome).toBe('empty');
    for (const results of [null, undefined]) {
      expect(readJson({ ...report(results), skipped_rules: [] }).outcome).toBe(
        'not-run',
      );
    }
    expect(() => readJson({ ...report({}), skipped_rules: [] })).toThrow(
      /^results: /,
    );
  });

  it('says which files were left out, and that errors and left out rules leave gaps', () => {
    const read = readJson(
      report([], {
        errors: [
          { type: 'Syntax error', level: 'warn', path: 'a.py' },
          { type: 'Timeout', level: 'error', spans: [{ file: './b.py' }] },
        ],
        paths: { skipped: [{ path: 'c.min.js', reason: 'too_big' }] },
      }),
    );
    expect(read.coverage).toMatchObject({
      isComplete: true,
      skipped: ['a.py', 'b.py', 'c.min.js'],
    });
    for (const more of [
      { errors: [{ type: 'Fatal', level: 'error', message: 'no rules' }] },
      { skipped_rules: [{ rule_id: 'x' }] },
    ]) {
      expect(readJson(report([], more)).coverage.isComplete).toBe(false);
    }
  });

  it('hides secrets in code, variables and messages', () => {
    const secret = 'c0rrect-h0rse-battery-71';
    const leak = extra({
      message: `The key ${secret} is in the code`,
      lines: `api_key = "${secret}"`,
      metavars: { $SECRET: { abstract_content: `"${secret}"` } },
    });
    const read = readJson(
      report([
        result({ check_id: 'generic.secrets.own.api-key', extra: leak }),
      ]),
    );
    expect(read.findings[0]).toMatchObject({
      kind: 'secret',
      secret: { preview: 'c0rr…(24)' },
    });
    const inCode = readJson(
      report([
        result({
          extra: { ...leak, metadata: { cwe: 'CWE-798: Hard-coded' } },
        }),
      ]),
    );
    expect(inCode.findings[0].kind).toBe('code');
    expect(JSON.stringify([read, inCode])).not.toContain(secret);
  });

  it('reads flaws of packages with their version and fix', () => {
    const read = readJson(
      report([
        result({
          check_id: 'ssc-1234',
          extra: extra({
            severity: 'CRITICAL',
            metadata: {
              'sca-vuln-database-identifier': 'CVE-2024-3333',
              'sca-fix-versions': [{ lodash: '4.17.21' }, { other: '1' }],
            },
            sca_info: {
              dependency_match: {
                lockfile: 'package-lock.json',
                found_dependency: {
                  package: 'lodash',
                  version: '4.17.15',
                  ecosystem: 'npm',
                },
              },
            },
          }),
        }),
      ]),
    );

    expect(read.findings[0]).toMatchObject({
      kind: 'vulnerability',
      vulnerability: { id: 'CVE-2024-3333' },
      package: {
        purl: 'pkg:npm/lodash@4.17.15',
        fixedVersions: ['4.17.21'],
      },
      target: 'package-lock.json',
    });
  });

  describe('the export of flaws in packages', () => {
    const flaw = (more: object = {}) => ({
      title: 'Reachable assertion in widgets',
      advisory: {
        ruleId: 'ssc-1234',
        description: 'It stops.',
        ecosystem: 'gem',
        severity: 'HIGH',
        references: {
          cveIds: ['CVE-2024-4444'],
          cweIds: ['CWE-617: Reachable Assertion'],
          urls: ['https://github.com/advisories/GHSA-2222-3333-4444'],
        },
      },
      matchedDependency: { name: 'widgets', versionSpecifier: '1.4.0' },
      closestSafeDependency: { name: 'widgets', versionSpecifier: '1.5.0' },
      dependencyFileLocation: { path: 'requirements-dev.txt', startLine: '22' },
      repositoryName: 'shop/api',
      triage: { status: 'NEW' },
      ...more,
    });

    it('is read by advisory, package and repository', () => {
      const read = readJson({
        vulns: [flaw(), flaw({ repositoryName: 'shop/web' })],
        hasMore: false,
      });

      expect(read).toMatchObject({
        category: 'supply-chain',
        counts: { raw: 2, findings: 2 },
        coverage: { isComplete: true },
      });
      expect(read.findings[0]).toMatchObject({
        rule: 'ssc-1234',
        severity: 'high',
        vulnerability: {
          id: 'CVE-2024-4444',
          aliases: ['GHSA-2222-3333-4444'],
        },
        package: { purl: 'pkg:pypi/widgets@1.4.0', fixedVersions: ['1.5.0'] },
        location: { path: 'requirements-dev.txt', line: 22 },
        cwe: [617],
      });
    });

    it('proves nothing where the list goes on', () => {
      expect(
        readJson({ vulns: [flaw()], hasMore: true }).coverage.isComplete,
      ).toBe(false);
    });

    it('counts what people ignored or fixed as suppressed', () => {
      const read = readJson({
        vulns: [
          flaw({ triage: { status: 'IGNORED', dismissReason: 'NO_TIME' } }),
          flaw({ triage: { status: 'FIXED' }, repositoryName: 'shop/old' }),
        ],
      });

      expect(read.counts).toMatchObject({ raw: 0, suppressed: 2 });
      expect(read.findings.map(({ suppression }) => suppression)).toEqual(
        expect.arrayContaining([{ reason: 'NO_TIME' }, { status: 'resolved' }]),
      );
    });
  });

  it('counts what is no result as ignored', () => {
    expect(
      readJson(report([result(), null, { path: 'x' }])).counts,
    ).toMatchObject({ raw: 1, ignored: 2 });
  });
});
