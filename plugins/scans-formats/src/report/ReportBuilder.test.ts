/* eslint-disable no-script-url */
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '../read/limits';
import { Finding, Severity } from './Finding';
import { FindingDraft } from './FindingDraft';
import { Report } from './Report';
import { ReportBuilder } from './ReportBuilder';
import { ReportRefused } from './ReportRefused';

const newBuilder = (limits: Partial<typeof DEFAULT_LIMITS> = {}) => {
  const builder = new ReportBuilder({
    format: 'test-json',
    limits: { ...DEFAULT_LIMITS, ...limits },
    secretKey: 'key of a test',
  });
  builder.tool = 'scanner';
  return builder;
};

function reportOf(drafts: readonly FindingDraft[]): Report {
  const builder = newBuilder();
  drafts.forEach(draft => builder.add(draft));
  return builder.build();
}

const inCode = (more: Partial<FindingDraft> = {}): FindingDraft => ({
  kind: 'code',
  rule: 'sql-injection',
  severity: { severity: 'high', source: 'tool', raw: 'ERROR' },
  location: { path: 'src/orders.ts', line: 10 },
  ...more,
});

const inPackage = (more: Partial<FindingDraft> = {}): FindingDraft => ({
  kind: 'vulnerability',
  rule: 'CVE-2026-1000',
  severity: { severity: 'high', source: 'tool' },
  vulnerability: { id: 'CVE-2026-1000' },
  package: { purl: 'pkg:npm/reader@1.0.0', name: 'reader', version: '1.0.0' },
  target: 'registry.example.com/shop',
  ...more,
});

const only = (draft: FindingDraft): Finding => reportOf([draft]).findings[0];

describe('ReportBuilder', () => {
  it('tells empty, not run and complete apart', () => {
    expect(newBuilder().build().outcome).toBe('empty');
    const stopped = newBuilder();
    stopped.didNotRun = true;
    expect(stopped.build()).toMatchObject({
      outcome: 'not-run',
      coverage: { isComplete: false },
    });
    expect(reportOf([inCode()]).outcome).toBe('complete');
    expect(reportOf([inCode({ suppression: {} })]).outcome).toBe('complete');
  });

  it('counts what is listed before duplicates are merged, and suppressed ones apart', () => {
    const report = reportOf([
      inCode(),
      inCode(),
      inCode({
        rule: 'xss',
        severity: { severity: 'unknown', source: 'default' },
      }),
      inCode({ rule: 'csrf', suppression: { reason: 'accepted' } }),
      inPackage({ occurrences: 3 }),
    ]);
    expect(report.counts).toMatchObject({
      raw: 6,
      findings: 3,
      suppressed: 1,
      ignored: 0,
      bySeverity: { critical: 0, high: 5, unknown: 1 },
      byKind: { code: 3, vulnerability: 3, secret: 0 },
    });
    expect(report).toMatchObject({ rules: 4, packages: 1 });
  });

  it('counts what it did not understand and says why, once for each reason', () => {
    const builder = newBuilder();
    builder.ignore('A result without a rule');
    builder.ignore('A result without a rule', 2);
    builder.ignore('A run that is no object');
    expect(builder.build()).toMatchObject({
      counts: { ignored: 4 },
      warnings: [
        'A result without a rule (3 times)',
        'A run that is no object',
      ],
    });
  });

  it('refuses more results than allowed', () => {
    const builder = newBuilder({ maxFindings: 2 });
    builder.add(inCode());
    builder.add(inCode());
    expect(() => builder.add(inCode())).toThrow(
      new ReportRefused('It lists more than 2 results.'),
    );
  });

  describe('cleans what a tool wrote', () => {
    it('keeps texts as plain text within their length', () => {
      const finding = only(
        inCode({
          title: 'a\u0000 <b>\n title',
          message: `\u001b[31m${'x'.repeat(5000)}`,
          severity: { severity: 'high', source: 'tool', raw: 'E'.repeat(200) },
        }),
      );
      expect(finding.title).toBe('a <b> title');
      expect(finding.message).toBe(`${'x'.repeat(3999)}…`);
      expect(finding.severityRaw).toHaveLength(100);
    });

    it('names a finding by its message or its rule where it has no title', () => {
      expect(only(inCode({ message: 'first\nsecond' })).title).toBe(
        'first second',
      );
      expect(only(inCode()).title).toBe('sql-injection');
      expect(only(inCode({ title: ' \u0000 ' })).title).toBe('sql-injection');
    });

    it.each([0, -1, 1.5, NaN, 2 ** 60])('knows no line %d', line => {
      expect(
        only(inCode({ location: { path: 'a', line, endLine: 9 } })).location,
      ).toEqual({ path: 'a' });
    });

    it('knows no end before the beginning, and no place without a name', () => {
      expect(
        only(inCode({ location: { path: 'a', line: 9, endLine: 3 } })).location,
      ).toEqual({ path: 'a', line: 9 });
      expect(only(inCode({ location: { path: './', line: 9 } })).location).toBe(
        undefined,
      );
    });

    it('links only pages, each once, and not too many', () => {
      const { references } = only(
        inCode({
          references: [
            // eslint-disable-next-line no-script-url
            'javascript:alert(1)',
            ...Array.from(
              { length: 30 },
              (_, index) => `https://example.com/${index >> 1}`,
            ),
          ],
        }),
      );
      expect(references).toHaveLength(10);
      expect(new Set(references).size).toBe(10);
    });

    it('believes no probability beyond certainty', () => {
      expect(only(inPackage({ epss: 1.2 })).epss).toBeUndefined();
      expect(only(inPackage({ epss: 0.2 })).epss).toBe(0.2);
    });
  });

  describe('keeps secrets out', () => {
    const secret = 'correct-horse-battery';

    it('of everything, whichever result named it', () => {
      const builder = newBuilder();
      builder.gap(`could not read ${secret}`);
      builder.warn(`odd: ${secret}`);
      builder.ignore(`unknown: ${secret}`);
      builder.target = `https://x/${secret}`;
      builder.category = secret;
      builder.coverage.skipped.push(`a/${secret}`);
      builder.add(
        inPackage({
          rule: `r ${secret}`,
          title: `t ${secret}`,
          message: `m ${secret}`,
          severity: { severity: 'high', source: 'tool', raw: `s ${secret}` },
          vulnerability: { id: `v-${secret}`, aliases: [`a-${secret}`] },
          package: {
            name: `n-${secret}`,
            version: secret,
            fixedVersions: [secret],
            purl: `pkg:npm/${secret}@1`,
          },
          target: `i/${secret}`,
          location: { path: `p/${secret}`, resource: `r/${secret}` },
          otherLocations: [{ path: `o/${secret}` }],
          references: [`https://example.com/${secret}`],
          fingerprint: `f-${secret}`,
          suppression: { status: secret, reason: secret },
        }),
      );
      builder.add({
        kind: 'secret',
        rule: 'password',
        severity: { severity: 'high', source: 'default' },
        secret,
        location: { path: '.env', line: 1 },
      });
      const report = builder.build();
      expect(JSON.stringify(report)).not.toContain(secret);
      expect(
        report.findings.find(({ kind }) => kind === 'secret')?.secret?.preview,
      ).toBe('corr…(21)');
    });

    it('and never code, of which it keeps a hash', () => {
      expect(
        JSON.stringify(only(inCode({ snippet: 'let door = open;' }))),
      ).not.toContain('door');
    });
  });

  describe('gives an identity that survives', () => {
    it.each<[string, FindingDraft, FindingDraft]>([
      [
        'moved and indented code',
        inCode({ snippet: 'query(x)', location: { path: 'a.ts', line: 3 } }),
        inCode({
          snippet: '  query( x )\n',
          location: { path: 'a.ts', line: 90 },
        }),
      ],
      [
        'another message, severity and line of a fingerprint',
        inCode({ fingerprint: 'f', message: 'a' }),
        inCode({
          fingerprint: 'f',
          message: 'b',
          severity: { severity: 'low', source: 'tool' },
          location: { path: './src/orders.ts', line: 77 },
        }),
      ],
      [
        'a new version of the package and of the image',
        inPackage(),
        inPackage({
          package: {
            purl: 'pkg:npm/reader@2.0.0?arch=x',
            name: 'reader',
            version: '2.0.0',
          },
        }),
      ],
      [
        'another name of the same vulnerability',
        inPackage({
          vulnerability: {
            id: 'GHSA-aaaa-bbbb-cccc',
            aliases: ['CVE-2026-1000'],
          },
        }),
        inPackage({ rule: 'X', vulnerability: { id: 'CVE-2026-1000' } }),
      ],
      [
        'a secret in another file and commit',
        { ...inCode(), kind: 'secret', secret: 'correct-horse' },
        {
          ...inCode({ location: { path: 'b', line: 1 } }),
          kind: 'secret',
          secret: 'correct-horse',
        },
      ],
      [
        'other lines of a resource',
        {
          ...inCode({
            location: { path: 'main.tf', line: 1, resource: 'bucket.a' },
          }),
          kind: 'misconfiguration',
        },
        {
          ...inCode({
            location: { path: 'main.tf', line: 9, resource: 'bucket.a' },
          }),
          kind: 'misconfiguration',
        },
      ],
      [
        'a rule that was renamed',
        inCode({ rule: 'KSV001', ruleKey: 'KSV-0001' }),
        inCode({ rule: 'KSV-0001' }),
      ],
    ])('%s', (_, older, newer) => {
      expect(only(older).identity).toBe(only(newer).identity);
      expect(only(older).group).toBe(only(newer).group);
    });

    it.each<[string, FindingDraft, FindingDraft]>([
      ['other code', inCode({ snippet: 'a' }), inCode({ snippet: 'b' })],
      [
        'another file',
        inCode(),
        inCode({ location: { path: 'b.ts', line: 10 } }),
      ],
      [
        'another package',
        inPackage(),
        inPackage({ package: { name: 'writer' } }),
      ],
      [
        'another image',
        inPackage(),
        inPackage({ target: 'registry.example.com/other' }),
      ],
      [
        'another secret',
        { ...inCode(), kind: 'secret', secret: 'correct-horse' },
        { ...inCode(), kind: 'secret', secret: 'correct-house' },
      ],
      [
        'another resource',
        {
          ...inCode({ location: { path: 'main.tf', resource: 'a' } }),
          kind: 'misconfiguration',
        },
        {
          ...inCode({ location: { path: 'main.tf', resource: 'b' } }),
          kind: 'misconfiguration',
        },
      ],
    ])('but not %s', (_, older, newer) => {
      expect(only(older).identity).not.toBe(only(newer).identity);
    });

    it('is the same for every tool only where it is a vulnerability', () => {
      const by = (tool: string, draft: FindingDraft) => {
        const builder = newBuilder();
        builder.tool = tool;
        builder.add(draft);
        return builder.build().findings[0].identity;
      };
      expect(by('trivy', inPackage())).toBe(by('grype', inPackage()));
      expect(by('semgrep', inCode())).not.toBe(by('codeql', inCode()));
    });

    it('numbers twins by their lines', () => {
      const twins = (...lines: number[]) =>
        reportOf(
          lines.map(line =>
            inCode({ snippet: 'x', location: { path: 'a', line } }),
          ),
        ).findings.map(({ identity, location }) => [identity, location?.line]);
      const [first, second] = twins(30, 10);
      expect(first[0]).not.toBe(second[0]);
      expect(twins(10, 30)).toEqual([first, second]);
      expect(twins(12, 33).map(([identity]) => identity)).toEqual([
        first[0],
        second[0],
      ]);
      expect(twins(10, 10)).toHaveLength(1);
    });

    it('marks secrets that a tool hid, whose identity is their place', () => {
      const hidden = (
        secret: string | undefined,
        line: number,
      ): FindingDraft => ({
        ...inCode({ location: { path: '.env', line } }),
        kind: 'secret',
        secret,
      });
      expect(only(hidden('REDACTED', 1)).evidence).toEqual({
        isSecretHidden: true,
      });
      expect(only(hidden(undefined, 1)).evidence).toEqual({
        isSecretHidden: true,
      });
      expect(only(hidden('correct-horse', 1)).evidence).toEqual({});
      expect(only(hidden('REDACTED', 1)).identity).not.toBe(
        only(hidden('REDACTED', 2)).identity,
      );
    });
  });

  describe('makes the same report', () => {
    const text = fc.constantFrom('a', 'b', 'c');
    const maybe = <T>(value: fc.Arbitrary<T>) =>
      fc.option(value, { nil: undefined });
    const place = fc.record({
      path: maybe(text),
      line: maybe(fc.integer({ min: 1, max: 3 })),
      endLine: maybe(fc.integer({ min: 1, max: 4 })),
      column: maybe(fc.integer({ min: 1, max: 12 })),
      resource: maybe(text),
    });
    const anyDraft: fc.Arbitrary<FindingDraft> = fc.record({
      kind: fc.constantFrom<Finding['kind']>(
        'code',
        'secret',
        'vulnerability',
        'policy',
        'license',
      ),
      rule: text,
      title: maybe(text),
      message: maybe(text),
      severity: fc.record({
        severity: fc.constantFrom<Severity>('high', 'low', 'unknown'),
        source: fc.constantFrom('tool', 'default'),
        raw: maybe(text),
      }),
      vulnerability: maybe(
        fc.record({
          id: fc.constantFrom('CVE-2026-1000', 'GHSA-aaaa'),
          aliases: fc.array(fc.constantFrom('CVE-2026-1000', 'X'), {
            maxLength: 2,
          }),
        }),
      ),
      package: maybe(
        fc.record({
          name: text,
          ecosystem: maybe(fc.constant('npm')),
          version: maybe(text),
          fixedVersions: fc.array(text, { maxLength: 3 }),
          fixState: maybe(fc.constantFrom('fixed', 'unknown')),
        }),
      ),
      target: maybe(text),
      location: maybe(place),
      otherLocations: fc.array(place, { maxLength: 3 }),
      cwe: fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 2 }),
      cvss: maybe(fc.record({ score: fc.integer({ min: 0, max: 10 }) })),
      epss: maybe(fc.constantFrom(0.1, 0.2)),
      references: fc.array(
        fc.constantFrom('https://a.example/', 'https://b.example/'),
        { maxLength: 2 },
      ),
      secret: maybe(fc.constantFrom('correct-horse', 'REDACTED')),
      fingerprint: maybe(text),
      snippet: maybe(text),
      suppression: maybe(fc.record({ reason: maybe(text) })),
      seen: maybe(
        fc.constantFrom(
          { first: '2026-11-20T00:00:00Z', last: '2026-11-21T00:00:00Z' },
          { first: '2026-11-19T00:00:00Z', last: '2026-11-20T00:00:00Z' },
        ),
      ),
    });
    const anyReport = fc.array(anyDraft, { maxLength: 12 });

    it('for every order of the results', () => {
      fc.assert(
        fc.property(anyReport, fc.infiniteStream(fc.nat()), (drafts, keys) => {
          const shuffled = drafts
            .map(draft => [keys.next().value as number, draft] as const)
            .sort(([a], [b]) => a - b)
            .map(([, draft]) => draft);
          expect(reportOf(shuffled)).toEqual(reportOf(drafts));
        }),
        { seed: 4, numRuns: 500 },
      );
    });

    it('for results that are listed twice, but for how often', () => {
      fc.assert(
        fc.property(anyReport, drafts => {
          const once = reportOf(drafts);
          const twice = reportOf([...drafts, ...drafts]);
          expect(
            twice.findings.map(finding => ({
              ...finding,
              occurrences: finding.occurrences / 2,
            })),
          ).toEqual(once.findings);
          expect(twice.counts).toMatchObject({
            raw: once.counts.raw * 2,
            findings: once.counts.findings,
          });
        }),
        { seed: 4, numRuns: 500 },
      );
    });

    it('with every identity once', () => {
      fc.assert(
        fc.property(anyReport, drafts => {
          const identities = reportOf(drafts).findings.map(
            ({ identity }) => identity,
          );
          expect(new Set(identities).size).toBe(identities.length);
        }),
        { seed: 4, numRuns: 300 },
      );
    });
  });
});
