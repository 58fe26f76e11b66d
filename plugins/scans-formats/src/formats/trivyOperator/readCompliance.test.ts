import { readJson } from '../../__testUtils__/readJson';

const API = 'aquasecurity.github.io/v1alpha1';

const check = (more: object = {}) => ({
  checkID: 'KSV001',
  title: 'May become root',
  messages: ['Container web may become root'],
  severity: 'MEDIUM',
  success: false,
  ...more,
});

const compliance = (status: object, reportType: string) => ({
  apiVersion: API,
  kind: 'ClusterComplianceReport',
  metadata: { name: 'cis' },
  spec: { reportType },
  status,
});

const summaryReport = {
  controlCheck: [
    { id: '1.1', name: 'Sealed', severity: 'HIGH', totalFail: 0 },
    { id: '1.2', name: 'Locked', severity: 'CRITICAL', totalFail: 10 },
    { id: '1.3', name: 'By hand', severity: 'LOW' },
  ],
};
const detailReport = {
  results: [
    {
      id: '1.2',
      severity: 'HIGH',
      checks: [
        check({ target: '/Pod-web' }),
        check({ checkID: 'KSV002', severity: '', success: undefined }),
      ],
    },
    { id: '1.4', severity: 'LOW', checks: [{ success: true }] },
  ],
};

describe('readCompliance', () => {
  it('reads compliance by controls from a summary and by checks from details', () => {
    const summary = readJson(
      compliance({ summaryReport, detailReport }, 'summary'),
    );
    expect(summary.counts).toMatchObject({
      raw: 1,
      bySeverity: { critical: 1 },
    });
    expect(summary.findings[0]).toMatchObject({
      rule: '1.2',
      message: 'It fails 10 times in the cluster.',
      target: 'ClusterComplianceReport/cis',
    });
    const details = readJson(
      compliance({ summaryReport, detailReport }, 'all'),
    );
    expect(details.counts).toMatchObject({
      raw: 2,
      ignored: 0,
      bySeverity: { high: 1, medium: 1 },
    });
    expect(
      details.findings.map(({ location }) => location?.resource),
    ).toContain('Pod-web');
    const neither = readJson(compliance({}, 'all'));
    expect(neither).toMatchObject({
      outcome: 'empty',
      coverage: { isComplete: false },
    });
  });

  it('reads compliance as the first versions wrote it', () => {
    const old = compliance(
      {
        controlCheck: [
          { id: '2', severity: 'LOW', passTotal: 1, failTotal: 3 },
        ],
      },
      '',
    );
    expect(readJson(old).counts.raw).toBe(1);
    const details = readJson({
      apiVersion: API,
      kind: 'ClusterComplianceDetailReport',
      metadata: { name: 'nsa-details' },
      report: {
        controlCheck: [
          {
            id: '1.0',
            name: 'No root',
            severity: 'MEDIUM',
            checkResults: [
              {
                id: 'KSV012',
                objectType: 'Pod',
                details: [
                  {
                    namespace: 'shop',
                    name: 'web',
                    msg: 'is root',
                    status: 'FAIL',
                  },
                  {
                    namespace: 'shop',
                    name: 'api',
                    msg: 'is not',
                    status: 'PASS',
                  },
                ],
              },
            ],
          },
        ],
      },
    });
    expect(details.counts).toMatchObject({ raw: 1, bySeverity: { medium: 1 } });
    expect(details.findings[0].location?.resource).toBe('shop/Pod/web');
  });
});
