import fc from 'fast-check';
import { reportOf } from './__testUtils__/drafts';
import { Finding, Severity } from './Finding';
import { FindingDraft } from './FindingDraft';

describe('the same report is made', () => {
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
