import { createFinding, sqlFinding } from '../../__testUtils__/findingFixtures';
import { DecisionForm, buildDecision, suggestLastDay } from './buildDecision';

const NOW = Date.parse('2026-11-20T12:00:00Z');

const build = (
  form: Partial<DecisionForm>,
  finding = createFinding(),
  systemRef?: string,
) =>
  buildDecision({
    finding,
    systemRef,
    now: NOW,
    form: {
      reach: 'finding',
      status: 'risk-accepted',
      justification: '',
      reason: ' Internal network only. ',
      lastDay: '2026-12-31',
      ...form,
    },
  });

it('decides about one finding until the end of a day', () => {
  expect(build({})).toEqual({
    request: {
      matcher: { about: 'finding', findingId: 'f1' },
      status: 'risk-accepted',
      justification: undefined,
      reason: 'Internal network only.',
      expiresAt: '2026-12-31T23:59:59.000Z',
    },
  });
});

it('means the vulnerability in its package, whatever version, when it reaches further', () => {
  expect(build({ reach: 'entity' })).toMatchObject({
    request: {
      matcher: {
        about: 'vulnerability',
        vulnerability: 'CVE-2026-1001',
        package: 'pkg:deb/debian/openssl',
        within: 'component:default/checkout',
      },
    },
  });
  expect(
    build({ reach: 'system' }, sqlFinding, 'system:default/storefront'),
  ).toMatchObject({
    request: {
      matcher: {
        about: 'rule',
        rule: 'python.sql.string-concatenation',
        within: 'system:default/storefront',
      },
    },
  });
  expect(build({ reach: 'everywhere' }, sqlFinding)).toMatchObject({
    request: { matcher: { within: undefined } },
  });
});

it('never means every package where one is named', () => {
  const nameless = createFinding({
    package: { name: 'left-pad', fixedVersions: [] },
  });
  expect(build({ reach: 'entity' }, nameless)).toMatchObject({
    request: { matcher: { package: 'left-pad' } },
  });
});

it('wants a justification for not affected, and only then sends one', () => {
  expect(build({ status: 'not-affected' })).toHaveProperty('problem');
  const justification = 'code_not_reachable' as const;
  expect(build({ status: 'not-affected', justification })).toMatchObject({
    request: { justification },
  });
  expect(build({ justification })).toMatchObject({
    request: { justification: undefined },
  });
});

it.each([{ reason: '  x ' }, { lastDay: '2026-11-19' }, { lastDay: 'soon' }])(
  'says what is wrong with %j',
  form => {
    expect(build(form)).toHaveProperty('problem');
  },
);

it('may hold without end', () => {
  expect(build({ lastDay: '' })).toMatchObject({
    request: { expiresAt: undefined },
  });
});

it('suggests an end for a risk, the sooner the worse, and none for what is false', () => {
  const suggest = (
    status: DecisionForm['status'],
    severity: 'critical' | 'low',
  ) => suggestLastDay({ status, severity, now: NOW });
  expect(suggest('risk-accepted', 'critical')).toBe('2026-12-19');
  expect(suggest('mitigated', 'low')).toBe('2027-02-17');
  expect(suggest('false-positive', 'critical')).toBe('');
  expect(suggest('not-affected', 'low')).toBe('');
});
