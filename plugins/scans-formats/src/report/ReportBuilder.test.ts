/* eslint-disable no-script-url */
import {
  inCode,
  inPackage,
  newBuilder,
  only,
  reportOf,
} from './__testUtils__/drafts';
import { ReportRefused } from './ReportRefused';

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

  it('makes titles one sentence, keeps the rest in the message and the identity as it is', () => {
    const sentence = 'The query is built of what the caller sends';
    const message = `${sentence}. An attacker could read every row of it.`;
    const found = only(inCode({ title: message, message }));
    expect(found).toMatchObject({ title: sentence, message });
    expect(only(inCode({ title: message }))).toMatchObject({
      title: sentence,
      message,
    });
    expect(found.identity).toBe(only(inCode({ title: 'Other' })).identity);
  });

  it('leaves no half of a secret where a title is cut', () => {
    const builder = newBuilder();
    const secret = 'correct horse. Battery staple of mine';
    builder.hide(secret);
    builder.add(inCode({ title: `The password ${secret} is here` }));
    expect(JSON.stringify(builder.build())).not.toContain('horse');
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
});
