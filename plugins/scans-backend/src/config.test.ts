import { ConfigReader } from '@backstage/config';
import { readScansConfig } from './config';

const read = (decisions: object) =>
  readScansConfig(new ConfigReader({ scans: { decisions } } as never)).policy;

describe('what is demanded of decisions', () => {
  it('is careful without a word', () => {
    expect(readScansConfig(new ConfigReader({})).policy).toEqual({
      approvedSeverities: new Set(['critical']),
      maxDays: { critical: 30, high: 90 },
      isJustificationRequired: true,
    });
  });

  it('is what the configuration says', () => {
    expect(
      read({
        approval: { severities: ['critical', 'high'] },
        maxDays: { high: 14, low: 365 },
        justificationRequired: false,
      }),
    ).toEqual({
      approvedSeverities: new Set(['critical', 'high']),
      maxDays: { critical: 30, high: 14, low: 365 },
      isJustificationRequired: false,
    });
    expect(read({ approval: { severities: [] } }).approvedSeverities.size).toBe(
      0,
    );
  });

  it.each([
    [
      { approval: { severities: ['urgent'] } },
      "scans.decisions.approval.severities names 'urgent', which is no severity",
    ],
    [
      { maxDays: { high: 0 } },
      'scans.decisions.maxDays.high must be a number of days above 0',
    ],
  ])('stops the start when it is wrong: %j', (decisions, message) => {
    expect(() => read(decisions)).toThrow(message);
  });
});

describe('what is expected to be scanned', () => {
  const readExpected = (expected?: object[]) =>
    readScansConfig(new ConfigReader({ scans: { expected } } as never))
      .expected;

  it('is every component and what runs, unless the configuration says otherwise', () => {
    expect(readExpected()[0]).toEqual({ kind: 'component' });
    expect(readExpected([])).toEqual([]);
    expect(
      readExpected([{ kind: 'API' }, { kind: 'Resource', types: ['bucket'] }]),
    ).toEqual([
      { kind: 'api', types: undefined },
      { kind: 'resource', types: ['bucket'] },
    ]);
  });

  it('is refused when it names no type', () => {
    expect(() => readExpected([{ kind: 'component', types: [] }])).toThrow(
      'scans.expected[0].types is empty',
    );
  });
});

describe('reports on the machine of the backend', () => {
  const readReports = (report: object) =>
    readScansConfig(
      new ConfigReader({
        scans: {
          reports: [{ path: '/reports', entity: 'component:a', ...report }],
        },
      } as never),
    ).reports;

  it('come with what was looked for, where it is said', () => {
    expect(readReports({})[0].lookedFor).toBeUndefined();
    expect(
      readReports({ lookedFor: ['secret', 'vulnerability'] })[0].lookedFor,
    ).toEqual(['secret', 'vulnerability']);
  });

  it('stop the start when that is no kind of findings', () => {
    expect(() => readReports({ lookedFor: ['secrets'] })).toThrow(
      "scans.reports[0].lookedFor names 'secrets', which is none of vulnerability, secret",
    );
  });
});
