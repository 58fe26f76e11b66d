import { readJson, readText } from '../../__testUtils__/readJson';

const result = (more: object = {}) => ({
  policy: 'require-labels',
  rule: 'has-owner',
  result: 'fail',
  scored: true,
  source: 'kyverno',
  message: 'The label owner is missing',
  ...more,
});

const report = (results: unknown, more: object = {}) => ({
  apiVersion: 'wgpolicyk8s.io/v1alpha2',
  kind: 'PolicyReport',
  metadata: { name: 'a1b2', namespace: 'shop' },
  scope: { kind: 'Deployment', name: 'checkout', namespace: 'shop' },
  summary: { fail: 99 },
  results,
  ...more,
});

describe('policyReport', () => {
  it('counts failures and warnings, keeps skips apart and leaves out what passed', () => {
    const read = readJson(
      report([
        result(),
        result({ result: 'pass' }),
        result({ rule: 'has-team', result: 'warn', severity: 'high' }),
        result({ rule: 'has-link', result: 'warn', scored: false }),
        result({ rule: 'has-tier', result: 'skip' }),
      ]),
    );
    expect(read).toMatchObject({
      format: 'policy-report',
      outcome: 'complete',
      rules: 4,
      counts: {
        raw: 3,
        suppressed: 1,
        ignored: 0,
        bySeverity: { high: 1, medium: 1, low: 1 },
        byKind: { policy: 3 },
      },
      coverage: { isComplete: true },
    });
    expect(
      read.findings.find(({ rule }) => rule.endsWith('owner')),
    ).toMatchObject({
      rule: 'require-labels/has-owner',
      severity: 'medium',
      severitySource: 'default',
      title: 'The label owner is missing',
      location: { resource: 'shop/Deployment/checkout' },
    });
  });

  it('says that a scan has a gap where the engine could not check', () => {
    const read = readJson(report([result({ result: 'error' })]));
    expect(read).toMatchObject({
      outcome: 'empty',
      coverage: {
        isComplete: false,
        gaps: ['The policy engine could not check 1 thing.'],
      },
    });
  });

  it.each([
    'wgpolicyk8s.io/v1alpha1 PolicyReport',
    'wgpolicyk8s.io/v1beta1 ClusterPolicyReport',
    'reports.x-k8s.io/v1beta2 PolicyReport',
    'openreports.io/v1alpha1 Report',
    'openreports.io/v1alpha1 ClusterReport',
  ])('reads %s', name => {
    const [apiVersion, kind] = name.split(' ');
    expect(readJson(report([result()], { apiVersion, kind })).counts.raw).toBe(
      1,
    );
  });

  it('reads the oldest name of the outcome', () => {
    const read = readJson(
      report([result({ result: undefined, status: 'fail' })]),
    );
    expect(read.counts.raw).toBe(1);
  });

  it('reads lists of reports and several YAML documents alike', () => {
    const list = {
      apiVersion: 'v1',
      kind: 'List',
      items: [report([result()]), { apiVersion: 'v1', kind: 'ConfigMap' }],
    };
    expect(readJson(list).counts).toMatchObject({ raw: 1, ignored: 1 });
    const yaml = [
      'apiVersion: wgpolicyk8s.io/v1alpha2',
      'kind: PolicyReport',
      'metadata: { name: one, namespace: shop }',
      'results:',
      '- { policy: a, result: fail }',
      '---',
      'apiVersion: openreports.io/v1alpha1',
      'kind: ClusterReport',
      'metadata: { name: two }',
      'results:',
      '- { policy: b, result: warn, severity: low }',
    ].join('\n');
    const read = readText(yaml);
    expect(read.counts.raw).toBe(2);
    expect(read.findings.map(({ location }) => location?.resource)).toEqual([
      'shop/PolicyReport/one',
      'ClusterReport/two',
    ]);
  });

  it('proves nothing by YAML that may have been cut off', () => {
    const whole = [
      'apiVersion: v1',
      'items:',
      '- apiVersion: wgpolicyk8s.io/v1alpha2',
      '  kind: PolicyReport',
      '  metadata: { name: one }',
      '  results:',
      '  - { policy: a, result: fail }',
      '  - { policy: b, result: fail }',
      '  summary: { fail: 2 }',
      'kind: List',
    ];
    expect(readText(whole.join('\n')).coverage.isComplete).toBe(true);
    for (const length of [7, 8, 9]) {
      expect(
        readText(whole.slice(0, length).join('\n')).coverage.isComplete,
      ).toBe(false);
    }
    const summaryFirst = whole.with(5, '  summary: { fail: 2 }\n  results:');
    summaryFirst.splice(7, 2);
    expect(readText(summaryFirst.join('\n')).coverage.isComplete).toBe(false);
  });

  it('prefers the resources of a result to the scope, whatever their order', () => {
    const resources = [
      { kind: 'Pod', name: 'b', namespace: 'shop' },
      { kind: 'Pod', name: 'a', namespace: 'shop' },
    ];
    const one = readJson(report([result({ resources })]));
    const other = readJson(
      report([result({ resources: [...resources].reverse() })]),
    );
    expect(one.findings[0]).toMatchObject({
      location: { resource: 'shop/Pod/a' },
      otherLocations: [{ resource: 'shop/Pod/b' }],
    });
    expect(other.findings).toEqual(one.findings);
  });

  it('keeps the identity when a rollout names the ReplicaSet anew', () => {
    const identityOf = (name: string) =>
      readJson(
        report([result()], {
          scope: { kind: 'ReplicaSet', name, namespace: 'shop' },
        }),
      ).findings[0];
    const before = identityOf('checkout-7dc9f5fbb8');
    expect(before.location?.resource).toBe('shop/Deployment/checkout');
    expect(identityOf('checkout-c868466d4').identity).toBe(before.identity);
  });

  it('keeps checks apart that an adapter gave one rule', () => {
    const read = readJson(
      report([
        result({
          properties: { index: '1.1.1', actual_value: 'tokenvalue99' },
        }),
        result({ properties: { index: '1.1.2' } }),
      ]),
    );
    expect(read.findings).toHaveLength(2);
    expect(JSON.stringify(read)).not.toContain('tokenvalue99');
  });

  it('counts results that say nothing as ignored', () => {
    const read = readJson(
      report([null, {}, result({ result: 'maybe' }), result({ result: 7 })]),
    );
    expect(read.counts).toMatchObject({ raw: 0, ignored: 4 });
  });

  it('refuses another resource that is named a report of policies', () => {
    expect(() =>
      readJson({ apiVersion: 'v1', kind: 'Pod' }, 'policy-report'),
    ).toThrow('holds no report of policies');
  });
});
