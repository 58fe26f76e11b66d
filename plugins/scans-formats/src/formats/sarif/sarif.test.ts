import { readJson } from '../../__testUtils__/readJson';
import { placeIn, sarifOf } from './__testUtils__/sarifOf';

const RESULT = {
  ruleId: 'no-eval',
  level: 'error',
  message: { text: 'eval runs what it is given.' },
  locations: [placeIn('src/run.ts', { startLine: 4 })],
};

const run = (others: object) => ({
  tool: { driver: { name: 'CodeQL', semanticVersion: '2.20.1' } },
  ...others,
});

const log = (...runs: unknown[]) => ({ version: '2.1.0', runs });

describe('sarif', () => {
  it('says which tool looked, which version and which category', () => {
    expect(
      readJson(
        log(
          run({
            results: [RESULT],
            automationDetails: { id: 'backend/nightly/2026-11-20' },
            invocations: [
              { executionSuccessful: true, endTimeUtc: '2026-11-20T03:00:00Z' },
            ],
          }),
        ),
      ),
    ).toMatchObject({
      tool: 'codeql',
      toolVersion: '2.20.1',
      format: 'sarif',
      category: 'backend/nightly',
      scannedAt: '2026-11-20T03:00:00Z',
      outcome: 'complete',
      rules: 1,
      coverage: { isComplete: true },
    });
  });

  it('tells apart a tool that found nothing and one that did not look', () => {
    expect(readJson(log(run({ results: [] })))).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
    for (const notLooked of [
      log(run({})),
      log(run({ results: null })),
      log(),
      { version: '2.1.0', runs: null },
    ]) {
      expect(readJson(notLooked)).toMatchObject({
        outcome: 'not-run',
        coverage: { isComplete: false },
      });
    }
  });

  it('proves nothing by a report of which one run did not look', () => {
    const report = readJson(log(run({ results: [] }), run({})));

    expect(report.outcome).toBe('empty');
    expect(report.coverage.isComplete).toBe(false);
  });

  it('proves nothing by a run that failed, that broke off, or of which parts are elsewhere', () => {
    const error = { level: 'error', message: { text: 'out of memory' } };
    for (const flaw of [
      { invocations: [{ executionSuccessful: false }] },
      { invocations: [{ toolExecutionNotifications: [error] }] },
      { externalPropertyFileReferences: { results: [{ guid: 'x' }] } },
    ]) {
      const { coverage } = readJson(log(run({ results: [], ...flaw })));

      expect(coverage.isComplete).toBe(false);
      expect(coverage.gaps.join()).not.toContain('out of memory');
    }
  });

  it('names the files that a tool could not read', () => {
    const { coverage } = readJson(
      log(
        run({
          results: [],
          invocations: [
            {
              toolExecutionNotifications: [
                { level: 'error', locations: [placeIn('src/broken.ts')] },
                {
                  level: 'warning',
                  message: {
                    text: 'Syntax error at line src/odd.ts:12:\n unexpected',
                  },
                },
                { level: 'note', message: { text: 'All went well' } },
              ],
            },
          ],
        }),
      ),
    );

    expect(coverage).toMatchObject({
      isComplete: true,
      skipped: ['src/broken.ts', 'src/odd.ts'],
    });
  });

  it('keeps runs of several tools apart and says that there are several', () => {
    const other = { tool: { driver: { name: 'LGTM.com' } }, results: [RESULT] };
    const report = readJson(log(run({ results: [RESULT] }), other));

    expect(report.tool).toBe('codeql');
    expect(report.findings).toHaveLength(2);
    expect(report.warnings[0]).toContain('2 tools');
  });

  it('takes editions of a tool for the tool', () => {
    expect(readJson(sarifOf(RESULT, { name: 'Semgrep OSS' })).tool).toBe(
      'semgrep',
    );
  });

  it('counts only failures as findings', () => {
    const report = readJson(
      log(
        run({
          results: [
            RESULT,
            { ...RESULT, kind: 'fail', ruleId: 'two' },
            { ...RESULT, kind: 'pass' },
            { ...RESULT, kind: 'notApplicable' },
            { ...RESULT, kind: 'review' },
            { ...RESULT, kind: 'open' },
            { ...RESULT, baselineState: 'absent' },
            'no result',
            {},
          ],
        }),
      ),
    );

    expect(report.counts).toMatchObject({ raw: 2, findings: 2, ignored: 4 });
  });

  it('refuses older versions and says which is read', () => {
    for (const version of ['1.0.0', '2.0.0-csd.2.beta.2018-10-10']) {
      expect(() => readJson({ version, runs: [run({ results: [] })] })).toThrow(
        /2\.1\.0 is read/,
      );
    }
  });

  it('reads what does not say its version, or says it with an addition', () => {
    expect(readJson({ runs: [run({ results: [RESULT] })] })).toMatchObject({
      counts: { raw: 1 },
      warnings: [expect.stringContaining('version')],
    });
    expect(
      readJson({ version: '2.1.0-rtm.5', runs: [run({ results: [] })] })
        .outcome,
    ).toBe('empty');
  });

  it('refuses runs and results that are no lists, with their place', () => {
    expect(() => readJson({ version: '2.1.0', runs: {} })).toThrow(/^runs: /);
    expect(() => readJson({ version: '2.1.0' }, 'sarif')).toThrow(/^runs: /);
    expect(() => readJson(log(run({ results: 'none' })))).toThrow(
      /^runs\[0\]\.results: /,
    );
  });

  it.each([
    [[{ kind: 'external' }], true],
    [[{ kind: 'inSource', status: 'accepted' }], true],
    [[{ kind: 'external', state: 'accepted' }], true],
    [[{ kind: 'external', status: 'underReview' }], false],
    [[{ kind: 'external' }, { kind: 'external', status: 'rejected' }], false],
    [[], false],
    [null, false],
  ])('takes suppressions %j for %s', (suppressions, isSuppressed) => {
    const { counts, rules } = readJson(sarifOf({ ...RESULT, suppressions }));

    expect(counts.suppressed).toBe(isSuppressed ? 1 : 0);
    expect(counts.raw).toBe(isSuppressed ? 0 : 1);
    expect(rules).toBe(1);
  });

  it('keeps the reason of a suppression', () => {
    const [finding] = readJson(
      sarifOf({
        ...RESULT,
        suppressions: [{ kind: 'external', justification: 'Only in tests' }],
      }),
    ).findings;

    expect(finding.suppression).toEqual({ reason: 'Only in tests' });
  });
});
