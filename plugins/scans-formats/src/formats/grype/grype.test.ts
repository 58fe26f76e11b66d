import { readJson } from '../../__testUtils__/readJson';

const match = (vulnerability: object = {}, more: object = {}) => ({
  vulnerability: {
    id: 'CVE-2026-1000',
    severity: 'High',
    description: 'It runs what it reads.',
    dataSource: 'https://example.com/CVE-2026-1000',
    fix: { versions: ['1.1'], state: 'fixed' },
    cvss: [
      {
        version: '3.1',
        vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
        metrics: { baseScore: 9.8 },
      },
    ],
    epss: [{ cve: 'CVE-2026-1000', epss: 0.25 }],
    cwes: [{ cwe: 'CWE-79' }],
    ...vulnerability,
  },
  relatedVulnerabilities: [],
  artifact: {
    name: 'reader',
    version: '1.0',
    type: 'npm',
    purl: 'pkg:npm/reader@1.0',
    locations: [{ path: '/app/package-lock.json' }],
  },
  ...more,
});

const report = (matches: unknown, more: object = {}) => ({
  matches,
  source: {
    type: 'image',
    target: { userInput: 'registry.example.com/shop:1.2' },
  },
  descriptor: { name: 'grype', version: '0.99.0' },
  ...more,
});

describe('grype', () => {
  it('reads a match with its package, rating and fix', () => {
    const read = readJson(report([match()]));
    expect(read).toMatchObject({
      tool: 'grype',
      toolVersion: '0.99.0',
      outcome: 'complete',
      target: 'registry.example.com/shop',
      packages: 1,
      counts: { raw: 1, bySeverity: { high: 1 } },
    });
    expect(read.findings[0]).toMatchObject({
      vulnerability: { id: 'CVE-2026-1000' },
      package: {
        purl: 'pkg:npm/reader@1.0',
        fixedVersions: ['1.1'],
        fixState: 'fixed',
      },
      cvss: { score: 9.8 },
      epss: 0.25,
      cwe: [79],
    });
  });

  it.each([
    ['Negligible', 'info'],
    ['Unknown', 'unknown'],
    [null, 'unknown'],
  ])('rates %p as %s', (word, severity) => {
    expect(
      readJson(report([match({ severity: word })])).findings[0].severity,
    ).toBe(severity);
  });

  it('makes one finding of a flaw that is listed by its CVE and by its advisory', () => {
    const read = readJson(
      report([
        match(),
        match(
          { id: 'GHSA-aaaa-bbbb-cccc' },
          { relatedVulnerabilities: [{ id: 'CVE-2026-1000' }] },
        ),
      ]),
    );
    expect(read.counts).toMatchObject({ raw: 2, findings: 1 });
    expect(read.findings[0].vulnerability).toEqual({
      id: 'CVE-2026-1000',
      aliases: ['GHSA-aaaa-bbbb-cccc'],
    });
  });

  it('keeps what Grype was told to ignore apart, with the reason', () => {
    const read = readJson(
      report([], {
        ignoredMatches: [
          match(
            {},
            {
              appliedIgnoreRules: [
                { reason: 'accepted until June', 'vex-status': 'not_affected' },
              ],
            },
          ),
        ],
      }),
    );
    expect(read.counts).toMatchObject({ raw: 0, suppressed: 1 });
    expect(read.findings[0].suppression).toEqual({
      status: 'not_affected',
      reason: 'accepted until June',
    });
  });

  it('reads the oldest name of the fixed version', () => {
    const read = readJson(
      report([match({ fix: undefined, fixedInVersion: '2.0' })]),
    );
    expect(read.findings[0].package).toMatchObject({
      fixedVersions: ['2.0'],
      fixState: 'fixed',
    });
  });

  it('tells nothing found from what could not be read', () => {
    expect(readJson(report(null))).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
    const { vulnerability } = match();
    expect(readJson(report([{ vulnerability }, {}, 7]))).toMatchObject({
      outcome: 'complete',
      counts: { raw: 0, ignored: 3 },
      coverage: {
        isComplete: false,
        gaps: ['It lists results that could not be read.'],
      },
    });
    expect(() => readJson({ results: [] }, 'grype')).toThrow('no matches');
  });

  it('is not what other tools list as matches', () => {
    const xeol = report([{ Cycle: { Eol: '2024-05-01' }, artifact: {} }]);
    expect(() => readJson(xeol)).toThrow('No scanner');
    expect(() => readJson(xeol, 'grype')).toThrow('no matches');
  });
});
