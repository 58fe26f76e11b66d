import { readJson, readText } from '../../__testUtils__/readJson';

const GHSA = 'GHSA-aaaa-bbbb-cccc';
const PYSEC = 'PYSEC-2026-1';
const VECTOR = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';

const flaw = (id: string, more: object = {}) => ({
  id,
  aliases: ['CVE-2026-1000'],
  summary: 'widget reads too much',
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'widget' },
      ranges: [
        { type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2' }] },
        { type: 'GIT', events: [{ fixed: '00ff' }] },
      ],
    },
    {
      package: { ecosystem: 'PyPI', name: 'other' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ fixed: '9.9' }] }],
    },
  ],
  database_specific: { cwe_ids: ['CWE-79'] },
  references: [{ type: 'WEB', url: 'https://example.com/flaw' }],
  ...more,
});

const found = (more: object = {}) => ({
  package: { name: 'widget', version: '1.0', ecosystem: 'PyPI' },
  vulnerabilities: [flaw(GHSA), flaw(PYSEC)],
  groups: [{ ids: [GHSA, PYSEC], max_severity: '7.5' }],
  ...more,
});

const source = (
  path: string,
  packages: unknown = [found()],
  type = 'lockfile',
) => ({
  source: { path, type },
  packages,
});

const report = (...results: unknown[]) => ({ results });

const one = (more: object) =>
  readJson(report(source('/a/requirements.txt', [found(more)]))).findings[0];

describe('osv', () => {
  it('takes a group for one finding, whatever databases list it', () => {
    const read = readJson(report(source('/home/me/shop/requirements.txt')));
    expect(read).toMatchObject({
      tool: 'osv-scanner',
      format: 'osv-scanner-json',
      outcome: 'complete',
      rules: 2,
      packages: 1,
      counts: { raw: 1, bySeverity: { high: 1 }, byKind: { vulnerability: 1 } },
    });
    expect(read.findings[0]).toMatchObject({
      rule: GHSA,
      title: 'widget reads too much',
      severity: 'high',
      severitySource: 'cvss',
      severityRaw: '7.5',
      vulnerability: { id: 'CVE-2026-1000', aliases: [GHSA, PYSEC] },
      package: {
        purl: 'pkg:pypi/widget@1.0',
        fixedVersions: ['1.2'],
        fixState: 'fixed',
      },
      target: 'requirements.txt',
      cwe: [79],
      references: ['https://example.com/flaw'],
    });
  });

  it('keeps the identity when a second database lists the flaw', () => {
    const before = one({
      vulnerabilities: [flaw(PYSEC)],
      groups: [{ ids: [PYSEC] }],
    });
    expect(before.identity).toBe(one({}).identity);
  });

  it.each([
    ['its own score', { max_severity: '9.8' }, {}, 'critical', 'cvss'],
    [
      'a vector',
      { max_severity: '' },
      { severity: [{ type: 'CVSS_V3', score: VECTOR }] },
      'critical',
      'cvss',
    ],
    [
      'a word',
      {},
      { database_specific: { severity: 'MODERATE' } },
      'medium',
      'tool',
    ],
    ['nothing', {}, {}, 'unknown', 'default'],
  ])('rates by %s', (_, group, vulnerability, severity, severitySource) => {
    expect(
      one({
        vulnerabilities: [flaw(GHSA, vulnerability)],
        groups: [{ ids: [GHSA], ...group }],
      }),
    ).toMatchObject({ severity, severitySource });
  });

  it('takes the newest version of CVSS', () => {
    const severity = [
      { type: 'CVSS_V3', score: VECTOR },
      {
        type: 'CVSS_V4',
        score:
          'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N',
      },
    ];
    const { cvss } = one({ vulnerabilities: [flaw(GHSA, { severity })] });
    expect(cvss).toEqual({ vector: severity[1].score, score: 6.9 });
  });

  it('takes malware for critical, whatever it is rated', () => {
    expect(
      one({
        vulnerabilities: [flaw('MAL-2026-1')],
        groups: [{ ids: ['MAL-2026-1'], max_severity: '2.0' }],
      }),
    ).toMatchObject({ rule: 'MAL-2026-1', severity: 'critical' });
  });

  it('drops what its database took back', () => {
    const withdrawn = '2026-01-01T00:00:00Z';
    const read = readJson(
      report(
        source('/a/requirements.txt', [
          found({ vulnerabilities: [flaw(GHSA, { withdrawn }), flaw(PYSEC)] }),
          found({
            vulnerabilities: [flaw(GHSA, { withdrawn })],
            groups: [{ ids: [GHSA] }],
          }),
        ]),
      ),
    );
    expect(read.counts).toMatchObject({ raw: 1, ignored: 1 });
    expect(read.findings[0].rule).toBe(PYSEC);
  });

  it('says where no call of the code was found, and does not hide it', () => {
    const finding = one({
      vulnerabilities: [flaw(GHSA)],
      groups: [
        { ids: [GHSA], experimentalAnalysis: { [GHSA]: { called: false } } },
      ],
    });
    expect(finding).toMatchObject({
      suppressed: false,
      message: 'No call of the code that is affected was found.',
    });
  });

  it.each([
    [
      ['/home/me/shop/go.mod', '/home/me/shop/web/yarn.lock'],
      ['go.mod', 'web/yarn.lock'],
    ],
    [['/home/me/shop/web/yarn.lock'], ['yarn.lock']],
    [['/github/workspace/web/yarn.lock'], ['web/yarn.lock']],
    [['/builds/team/shop/web/yarn.lock'], ['web/yarn.lock']],
    [
      ['web/yarn.lock', '/tmp/x/go.mod'],
      ['web/yarn.lock', 'go.mod'],
    ],
    [
      ['C:\\work\\a\\go.mod', 'C:\\work\\b\\go.mod'],
      ['a/go.mod', 'b/go.mod'],
    ],
  ])('names the manifests %j within the repository', (paths, targets) => {
    const read = readJson(report(...paths.map(path => source(path))));
    expect(read.findings.map(({ target }) => target).sort()).toEqual(
      targets.sort(),
    );
  });

  it('reads flaws of a commit, of an image and of versions before groups', () => {
    const ofCommit = readJson(
      report(
        source(
          '/a/repo/',
          [found({ package: { name: '', version: '', commit: '0a1b' } })],
          'git',
        ),
        source('/a/repo/go.mod'),
      ),
    );
    expect(ofCommit.packages).toBe(2);
    expect(ofCommit.findings.map(({ package: of }) => of)).toContainEqual(
      expect.objectContaining({ version: '0a1b', fixedVersions: ['00ff'] }),
    );
    const ofImage = readJson(
      report(source('shop/web:1.0', [found()], 'docker')),
    );
    expect(ofImage.findings[0].target).toBe('shop/web');
    const inImage = readJson({
      ...report(source('/lib/apk/db/installed', [found()], 'os')),
      image_metadata: {},
    });
    expect(inImage.findings[0].target).toBeUndefined();
    expect(
      readJson(report(source('/a/go.mod', [found({ groups: undefined })])))
        .counts.raw,
    ).toBe(2);
  });

  it('reads licences that are not allowed', () => {
    const read = readJson(
      report(
        source('/a/go.mod', [
          found({
            groups: [],
            vulnerabilities: [],
            license_violations: ['GPL-3.0'],
          }),
        ]),
      ),
    );
    expect(read.counts).toMatchObject({ raw: 1, byKind: { license: 1 } });
  });

  it.each([[null], [[]]])(
    'takes results that are %j for a clean run',
    results => {
      expect(readJson({ results })).toMatchObject({
        format: 'osv-scanner-json',
        outcome: 'empty',
        coverage: { isComplete: true },
      });
    },
  );

  it('proves nothing by a list that is missing', () => {
    const torn = readJson(report(source('/a/go.mod', null), source('/a/b')));
    expect(torn.coverage.isComplete).toBe(false);
    expect(readJson({ results: {} }, 'osv-scanner').coverage.isComplete).toBe(
      false,
    );
  });

  it('is not what other tools list as results', () => {
    const others = { results: [{ rule_id: 'AVD-AWS-0001', severity: 'HIGH' }] };
    expect(() => readJson(others)).toThrow('No scanner');
    expect(() => readJson(others, 'osv-scanner')).toThrow('no results');
  });

  it('refuses a file without a byte and what has no results', () => {
    expect(() => readText('', 'osv-scanner')).toThrow('It is empty');
    expect(() => readJson([], 'osv-scanner')).toThrow('no results');
  });
});
