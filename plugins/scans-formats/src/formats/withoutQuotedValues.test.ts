import { readJson } from '../__testUtils__/readJson';
import { FindingDraft } from '../report/FindingDraft';
import { withoutQuotedValues } from './withoutQuotedValues';

const draft = (more: Partial<FindingDraft>): FindingDraft => ({
  kind: 'code',
  rule: 'B1',
  severity: { severity: 'low', source: 'tool' },
  ...more,
});

describe('withoutQuotedValues', () => {
  it.each([
    [
      "Possible hardcoded password: 'open sesame'",
      "Possible hardcoded password: '***'",
    ],
    [
      'The hard-coded value "sesame" is used as [password](1).',
      'The hard-coded value "***" is used as [password](1).',
    ],
    [
      "Don't hard-code what it's called: `sesame`.",
      "Don't hard-code what it's called: `***`.",
    ],
    [
      'Found a string with entropy 4.29 : "sesame"',
      'Found a string with entropy 4.29 : "***"',
    ],
  ])('says %s as %s', (message, expected) => {
    const read = withoutQuotedValues(draft({ message, title: message }));
    expect([read.message, read.title]).toEqual([expected, expected]);
  });

  it('knows hard-coded values by their weakness', () => {
    expect(
      withoutQuotedValues(
        draft({ message: "Value 'sesame' found", cwe: ['CWE-798'] }),
      ).message,
    ).toBe("Value '***' found");
  });

  it('leaves every other sentence as it is', () => {
    for (const other of [
      draft({ message: "Call of 'eval'", cwe: [95] }),
      draft({ kind: 'misconfiguration', message: "hard-coded image 'web'" }),
    ]) {
      expect(withoutQuotedValues(other)).toBe(other);
    }
  });

  it('holds for SARIF, Semgrep and GitLab', () => {
    const message = "Possible hardcoded password: 'sesame-1234'";
    const reports = [
      {
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'Bandit' } },
            results: [{ ruleId: 'B105', message: { text: message } }],
          },
        ],
      },
      {
        results: [
          {
            check_id: 'own.password',
            path: 'app.py',
            start: { line: 1 },
            end: { line: 1 },
            extra: { message, severity: 'ERROR' },
          },
        ],
        errors: [],
        paths: {},
      },
      [{ tool: 'bandit', message, cve: 'x', file: 'app.py', line: 8 }],
      {
        version: '15.0.0',
        scan: { type: 'sast', scanner: { id: 'bandit' }, status: 'success' },
        vulnerabilities: [{ id: '1', name: message, description: message }],
      },
    ];
    for (const report of reports) {
      const read = readJson(report);
      expect(read.counts.raw).toBe(1);
      expect(JSON.stringify(read)).not.toContain('sesame');
    }
  });
});
