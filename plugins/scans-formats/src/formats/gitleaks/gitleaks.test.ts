import { readJson } from '../../__testUtils__/readJson';

const SECRET = 'q7Vx2mPz9LtR4sKd8wBn';

const leak = (more: object = {}) => ({
  RuleID: 'example-token',
  Description: 'A token of Example',
  StartLine: 12,
  EndLine: 12,
  Match: `token = "${SECRET}"`,
  Secret: SECRET,
  File: 'config/app.env',
  Commit: '0123abcd',
  Author: 'Ada Example',
  Email: 'ada@example.com',
  Message: 'add the token',
  Fingerprint: '0123abcd:config/app.env:example-token:12',
  ...more,
});

const oldLeak = {
  rule: 'Example token',
  offender: SECRET,
  line: `token = "${SECRET}"`,
  lineNumber: 12,
  file: 'config/app.env',
  author: 'Ada Example',
  email: 'ada@example.com',
  commitMessage: 'add the token',
};

describe('gitleaks', () => {
  it.each([
    ['8', leak()],
    ['7', oldLeak],
  ])(
    'keeps neither secret nor author of a leak of version %s',
    (_version, one) => {
      const read = readJson([one]);
      expect(read).toMatchObject({
        tool: 'gitleaks',
        format: 'gitleaks-json',
        outcome: 'complete',
        counts: { raw: 1, bySeverity: { high: 1 }, byKind: { secret: 1 } },
      });
      expect(read.findings[0]).toMatchObject({
        severitySource: 'default',
        location: { path: 'config/app.env', line: 12 },
        secret: { preview: 'q7Vx…(20)' },
      });
      const text = JSON.stringify(read);
      for (const word of [SECRET, 'Ada', 'ada@example.com', 'add the token']) {
        expect(text).not.toContain(word);
      }
    },
  );

  it('makes one finding of a secret that several commits hold', () => {
    const read = readJson([
      leak(),
      leak({ Commit: '4567', StartLine: 40, EndLine: 40 }),
      leak({ Secret: 'another8secret7value', Match: 'another8secret7value' }),
    ]);
    expect(read.counts).toMatchObject({ raw: 3, findings: 2 });
    expect(read.findings.map(({ occurrences }) => occurrences).sort()).toEqual([
      1, 2,
    ]);
  });

  it('tells hidden secrets apart by their place', () => {
    const hidden = { Secret: 'REDACTED', Match: 'token = "REDACTED"' };
    const read = readJson([
      leak(hidden),
      leak({ ...hidden, StartLine: 13, EndLine: 13 }),
    ]);
    expect(read.counts.findings).toBe(2);
    expect(read.findings[0].secret?.preview).toBe('***');
  });

  it('blanks the secret wherever else it stands', () => {
    const read = readJson([
      leak({ File: `keys/${SECRET}.txt`, Description: `Found ${SECRET}` }),
    ]);
    expect(JSON.stringify(read)).not.toContain(SECRET);
  });

  it.each([[null], [[]]])('takes %p for nothing found', value => {
    expect(readJson(value)).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: true },
    });
  });

  it('closes nothing by leaks that it could not read, and refuses what is no list', () => {
    expect(readJson([leak(), {}, 7])).toMatchObject({
      counts: { raw: 1, ignored: 2 },
      coverage: { isComplete: false },
    });
    expect(() => readJson({ leaks: [] }, 'gitleaks')).toThrow(
      'no list of leaks',
    );
  });
});
