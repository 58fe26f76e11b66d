import { Finding } from './Finding';
import { mergeFindings } from './mergeFindings';

const finding = (more: Partial<Finding> = {}): Finding => ({
  identity: 'v1:1',
  group: 'g1:1',
  kind: 'vulnerability',
  rule: 'CVE-2026-1000',
  severity: 'low',
  severitySource: 'tool',
  title: 'CVE-2026-1000 in reader',
  vulnerability: { id: 'CVE-2026-1000', aliases: [] },
  package: { name: 'reader', fixedVersions: [] },
  otherLocations: [],
  cwe: [],
  references: [],
  evidence: {},
  suppressed: false,
  occurrences: 1,
  ...more,
});

describe('mergeFindings', () => {
  it('keeps the worst severity, every place and alias, and counts sightings', () => {
    const same = [
      finding({
        location: { path: 'b' },
        vulnerability: { id: 'CVE-2026-1000', aliases: ['EX-2'] },
        cwe: [79],
        occurrences: 2,
        seen: { first: '2026-11-20', last: '2026-11-21' },
      }),
      finding({
        location: { path: 'a' },
        severity: 'critical',
        vulnerability: { id: 'CVE-2026-1000', aliases: ['EX-1'] },
        cwe: [20],
        isExploited: true,
        seen: { first: '2026-11-19', last: '2026-11-20' },
      }),
    ];
    const merged = mergeFindings(same);
    expect(merged).toMatchObject({
      severity: 'critical',
      location: { path: 'a' },
      otherLocations: [{ path: 'b' }],
      vulnerability: { aliases: ['EX-1', 'EX-2'] },
      cwe: [20, 79],
      isExploited: true,
      occurrences: 3,
      seen: { first: '2026-11-19', last: '2026-11-21' },
    });
    expect(mergeFindings([...same].reverse())).toEqual(merged);
  });

  it('is told by the open ones where some are suppressed', () => {
    const merged = mergeFindings([
      finding({ suppressed: true, severity: 'critical' }),
      finding(),
    ]);
    expect(merged).toMatchObject({
      suppressed: false,
      severity: 'low',
      occurrences: 1,
    });
  });

  it('bounds what thousands of duplicates bring together, whatever their order', () => {
    const same = Array.from({ length: 3000 }, (_, number) =>
      finding({
        location: { path: `${number}` },
        vulnerability: { id: 'CVE-2026-1000', aliases: [`EX-${number}`] },
        package: { name: 'reader', fixedVersions: [`${number}`] },
        references: [`https://example.com/${number}`],
        cwe: [number + 1],
      }),
    );
    const merged = mergeFindings(same);
    expect(merged).toEqual(mergeFindings([...same].reverse()));
    expect([
      merged.otherLocations.length,
      merged.vulnerability?.aliases.length,
      merged.package?.fixedVersions.length,
      merged.references.length,
      merged.cwe.length,
      merged.occurrences,
    ]).toEqual([20, 50, 20, 20, 50, 3000]);
  });
});
