import {
  DEFAULT_DECISION_POLICY,
  DecidableFinding,
  DecisionRecord,
  findHolding,
  isAbout,
  latestEnd,
} from './decisions';

const FINDING: DecidableFinding = {
  id: 'finding-1',
  entityRef: 'component:default/checkout',
  systemRef: 'system:default/shop',
  domainRef: 'domain:default/retail',
  severity: 'medium',
  rule: 'CVE-2026-0001',
  vulnerabilities: ['CVE-2026-0001', 'GHSA-aaaa-bbbb-cccc'],
  packageKey: 'pkg:npm/zlib',
  version: '1.2.0',
};

function decision(change: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    id: 'a',
    matcher: { about: 'vulnerability', vulnerability: 'CVE-2026-0001' },
    reach: 'entity',
    withinRef: 'component:default/checkout',
    status: 'risk-accepted',
    reason: 'Because.',
    state: 'active',
    source: 'person',
    createdAt: '2026-03-01T10:00:00.000Z',
    createdBy: 'user:default/ada',
    isPending: false,
    revision: 0,
    ...change,
  };
}

const options = {
  policy: DEFAULT_DECISION_POLICY,
  now: '2026-03-02T00:00:00.000Z',
};

describe('isAbout', () => {
  const rule = { about: 'rule', rule: 'CVE-2026-0001' } as const;
  const vulnerability = (more: object = {}) =>
    ({
      about: 'vulnerability',
      vulnerability: 'CVE-2026-0001',
      ...more,
    }) as const;

  it.each<[string, boolean, Partial<DecisionRecord>]>([
    [
      'the finding',
      true,
      { matcher: { about: 'finding', findingId: 'finding-1' } },
    ],
    [
      'another finding',
      false,
      { matcher: { about: 'finding', findingId: 'finding-2' } },
    ],
    ['its rule', true, { matcher: rule }],
    ['another rule', false, { matcher: { ...rule, rule: 'B602' } }],
    [
      'an alias',
      true,
      { matcher: vulnerability({ vulnerability: 'GHSA-aaaa-bbbb-cccc' }) },
    ],
    [
      'its package',
      true,
      { matcher: vulnerability({ package: 'pkg:npm/zlib' }) },
    ],
    [
      'another package',
      false,
      { matcher: vulnerability({ package: 'pkg:npm/yaml' }) },
    ],
    ['its version', true, { matcher: vulnerability({ version: '1.2.0' }) }],
    [
      'another version',
      false,
      { matcher: vulnerability({ version: '1.2.1' }) },
    ],
    ['another entity', false, { withinRef: 'component:default/cart' }],
    ['its system', true, { reach: 'system', withinRef: 'system:default/shop' }],
    [
      'another system',
      false,
      { reach: 'system', withinRef: 'system:default/core' },
    ],
    [
      'its domain',
      true,
      { reach: 'domain', withinRef: 'domain:default/retail' },
    ],
    [
      'a domain that is called as its system',
      false,
      { reach: 'domain', withinRef: 'domain:default/shop' },
    ],
    ['everything', true, { reach: 'all', withinRef: undefined }],
  ])('tells whether %s is meant: %s', (_what, expected, change) => {
    expect(isAbout(decision(change), FINDING)).toBe(expected);
  });
});

describe('findHolding', () => {
  const holding = (...decisions: DecisionRecord[]) =>
    findHolding(decisions, FINDING, options)?.decision.id;

  it('prefers a person, then the narrower, then the newer, in whatever order they come', () => {
    const vex = decision({
      id: 'vex',
      source: 'vex',
      createdAt: '2026-03-01T20:00:00.000Z',
    });
    const wide = decision({ id: 'wide', reach: 'all', withinRef: undefined });
    const older = decision({
      id: 'older',
      createdAt: '2026-02-01T00:00:00.000Z',
    });
    const newer = decision({ id: 'newer' });
    const versioned = decision({
      id: 'versioned',
      createdAt: '2026-01-01T00:00:00.000Z',
      matcher: {
        about: 'vulnerability',
        vulnerability: 'CVE-2026-0001',
        package: 'pkg:npm/zlib',
        version: '1.2.0',
      },
    });
    expect(holding(vex, wide)).toBe('wide');
    expect(holding(newer, wide, vex)).toBe('newer');
    expect(holding(older, newer)).toBe('newer');
    expect(holding(newer, older)).toBe('newer');
    expect(holding(newer, versioned)).toBe('versioned');
  });

  it.each(['proposed', 'rejected', 'revoked', 'expired'] as const)(
    'lets nothing hold that is %s',
    state => {
      expect(holding(decision({ state }))).toBeUndefined();
    },
  );

  it('lets nothing hold longer than it says, and than the policy allows', () => {
    const now = '2026-07-01T00:00:00.000Z';
    const high = { ...FINDING, severity: 'high' as const };
    const until = (
      finding: DecidableFinding,
      change: Partial<DecisionRecord>,
    ) => findHolding([decision(change)], finding, options)?.until;
    expect(until(FINDING, {})).toBeUndefined();
    expect(until(FINDING, { expiresAt: now })).toBe(now);
    expect(until(high, {})).toBe('2026-05-30T23:59:59.999Z');
    expect(until(high, { expiresAt: now })).toBe('2026-05-30T23:59:59.999Z');
    expect(until(high, { status: 'false-positive' })).toBeUndefined();
    expect(
      findHolding([decision()], high, { ...options, now }),
    ).toBeUndefined();
    expect(
      findHolding([decision({ expiresAt: now })], FINDING, { ...options, now }),
    ).toBeUndefined();
  });

  it('hides nothing that needs an approval unless somebody approved', () => {
    const critical = { ...FINDING, severity: 'critical' as const };
    expect(findHolding([decision()], critical, options)).toBeUndefined();
    expect(
      findHolding(
        [decision({ reviewedBy: 'user:default/root' })],
        critical,
        options,
      ),
    ).toBeDefined();
  });
});

it('lets a last day be a whole day', () => {
  expect(
    latestEnd('mitigated', 'critical', {
      since: '2026-03-01T10:00:00.000Z',
      policy: DEFAULT_DECISION_POLICY,
    }),
  ).toBe('2026-03-31T23:59:59.999Z');
});
