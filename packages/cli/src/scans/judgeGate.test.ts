import { Finding, Severity } from '@plumbline/backstage-plugin-scans-formats';
import { makeFinding, makeReport } from './__testUtils__/makeReport';
import { judgeGate } from './judgeGate';

const OF_EACH = (
  ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const
).map(severity => makeFinding(severity, { severity, group: `g1:${severity}` }));

const judge = (
  findings: Finding[],
  options: { failOn?: Severity; baseline?: Finding[] } = {},
) =>
  judgeGate({
    reports: [makeReport(findings)],
    baselines: options.baseline && [makeReport(options.baseline)],
    failOn: options.failOn ?? 'high',
  });

const names = (findings: Finding[]) => findings.map(({ identity }) => identity);

describe('judgeGate', () => {
  it.each<[Severity, string[]]>([
    ['critical', ['critical']],
    ['high', ['critical', 'high']],
    ['low', ['critical', 'high', 'medium', 'low']],
    ['info', ['critical', 'high', 'medium', 'low', 'info']],
    ['unknown', ['critical', 'high', 'medium', 'low', 'info', 'unknown']],
  ])('fails on %s and worse', (failOn, failing) => {
    const verdict = judge([...OF_EACH].reverse(), { failOn });
    expect(names(verdict.failing)).toEqual(failing);
    expect(verdict.passed).toBe(false);
  });

  it('passes where nothing is severe enough, and counts what it let pass', () => {
    expect(judge(OF_EACH.slice(2))).toEqual({
      passed: true,
      failing: [],
      counts: { failing: 0, known: 0, below: 3, unrated: 1 },
      warnings: [],
    });
  });

  it('never fails on what the scanner suppressed', () => {
    expect(judge([makeFinding('a', { suppressed: true })]).passed).toBe(true);
  });

  it('with a baseline fails only on what it does not have', () => {
    const verdict = judge(
      [
        makeFinding('old'),
        makeFinding('edited', { location: { path: 'a.ts', line: 12 } }),
        makeFinding('new', { group: 'g1:new' }),
      ],
      {
        baseline: [
          makeFinding('old'),
          makeFinding('before', { location: { path: 'a.ts', line: 10 } }),
        ],
      },
    );
    expect(names(verdict.failing)).toEqual(['new']);
    expect(verdict.counts).toEqual({
      failing: 1,
      known: 2,
      below: 0,
      unrated: 0,
    });
  });

  it('counts as new what the baseline had suppressed', () => {
    expect(
      judge([makeFinding('a')], {
        baseline: [makeFinding('a', { suppressed: true })],
      }).passed,
    ).toBe(false);
  });

  it('does not fail on a known finding that became worse', () => {
    expect(
      judge([makeFinding('a', { severity: 'critical' })], {
        baseline: [makeFinding('a', { severity: 'low' })],
      }).passed,
    ).toBe(true);
  });

  it('takes a finding of several reports once, by the one that says the worst', () => {
    const finding = (severity: Severity, isSuppressed = false) =>
      makeReport([makeFinding('a', { severity, suppressed: isSuppressed })]);
    const reports = [
      finding('low'),
      finding('critical'),
      finding('high', true),
    ];
    for (const order of [reports, [...reports].reverse()]) {
      const { failing } = judgeGate({ reports: order, failOn: 'low' });
      expect(failing.map(({ severity }) => severity)).toEqual(['critical']);
    }
  });

  it('says which scanners the baseline does not know and which scans have gaps', () => {
    expect(
      judgeGate({
        reports: [
          makeReport([], { tool: 'trivy' }),
          makeReport([], {
            coverage: { isComplete: false, gaps: ['1 file.'], skipped: [] },
          }),
        ],
        baselines: [makeReport([])],
        failOn: 'high',
      }).warnings,
    ).toEqual([
      'The scan of semgrep is not complete: 1 file.',
      'The baseline has no report of trivy: what it lists counts as new.',
    ]);
  });
});
