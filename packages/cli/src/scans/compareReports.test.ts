import { Finding } from '@plumbline/backstage-plugin-scans-formats';
import { makeFinding, makeReport } from './__testUtils__/makeReport';
import { compareReports, ReportComparison } from './compareReports';

const suppressed = { suppressed: true };

function summary(older: Finding[], newer: Finding[]) {
  const comparison: ReportComparison = compareReports({
    older: makeReport(older),
    newer: makeReport(newer),
  });
  const names = (findings: Finding[]) =>
    findings.map(({ identity }) => identity);
  return {
    new: names(comparison.appeared),
    unchanged: names(comparison.unchanged),
    moved: comparison.moved.map(
      ({ finding, from, by }) => `${from.identity}→${finding.identity} ${by}`,
    ),
    suppressed: names(comparison.suppressed),
    gone: names(comparison.gone),
  };
}

describe('compareReports', () => {
  it('tells new, unchanged, moved and gone apart', () => {
    expect(
      summary(
        [
          makeFinding('stays'),
          makeFinding('moves', { location: { path: 'a.ts', line: 3 } }),
          makeFinding('edited', { location: { path: 'b.ts', line: 3 } }),
          makeFinding('leaves', { group: 'g1:xss' }),
        ],
        [
          makeFinding('stays'),
          makeFinding('moves', { location: { path: 'a.ts', line: 9 } }),
          makeFinding('changed', { location: { path: 'b.ts', line: 4 } }),
          makeFinding('comes', { group: 'g1:csrf' }),
        ],
      ),
    ).toEqual({
      new: ['comes'],
      unchanged: ['stays'],
      moved: ['moves→moves identity', 'edited→changed nearest-line'],
      suppressed: [],
      gone: ['leaves'],
    });
  });

  it('does not call a finding gone that was suppressed, nor old one that no longer is', () => {
    expect(
      summary(
        [makeFinding('a'), makeFinding('b', suppressed)],
        [makeFinding('a', suppressed), makeFinding('b')],
      ),
    ).toEqual({
      new: ['b'],
      unchanged: [],
      moved: [],
      suppressed: ['a'],
      gone: [],
    });
  });

  it('leaves out what neither report counts', () => {
    expect(
      summary(
        [
          makeFinding('a', suppressed),
          makeFinding('x', { ...suppressed, group: 'g1:x' }),
        ],
        [
          makeFinding('a', suppressed),
          makeFinding('y', { ...suppressed, group: 'g1:y' }),
        ],
      ),
    ).toEqual({ new: [], unchanged: [], moved: [], suppressed: [], gone: [] });
  });

  it('lists the worst first', () => {
    expect(
      summary(
        [],
        [
          makeFinding('low', { severity: 'low' }),
          makeFinding('critical', { severity: 'critical' }),
          makeFinding('unknown', { severity: 'unknown' }),
        ],
      ).new,
    ).toEqual(['critical', 'low', 'unknown']);
  });

  it('says when two reports are hard to compare', () => {
    const older = makeReport([]);
    expect(
      compareReports({ older, newer: makeReport([], { tool: 'codeql' }) })
        .warnings,
    ).toEqual([
      'The reports are of different scanners, semgrep and codeql: only vulnerabilities of packages can be compared.',
    ]);
    expect(
      compareReports({ older, newer: makeReport([], { target: 'shop' }) })
        .warnings,
    ).toEqual([
      'The reports are of different targets, one without a name and shop.',
    ]);
    expect(
      compareReports({
        older,
        newer: makeReport([], {
          coverage: {
            isComplete: false,
            gaps: ['2 files could not be read.'],
            skipped: [],
          },
        }),
      }).warnings,
    ).toEqual([
      'The newer scan is not complete, so that what is gone may still be there: 2 files could not be read.',
    ]);
  });
});
