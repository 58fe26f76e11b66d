import {
  createFindingDetail,
  sqlFinding,
} from '../../__testUtils__/findingFixtures';
import { DecisionForm, buildDecision, suggestLastDay } from './buildDecision';

const NOW = Date.parse('2026-11-20T12:00:00Z');

const FREE = { needsApproval: false, isJustificationRequired: true };
/** Its policy knows no last day. */
const createFinding = (
  overrides: Parameters<typeof createFindingDetail>[0] = {},
) => createFindingDetail({ policy: FREE, ...overrides });
const sql = createFinding(sqlFinding);

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
    build({ reach: 'system' }, sql, 'system:default/storefront'),
  ).toMatchObject({
    request: {
      matcher: {
        about: 'rule',
        rule: 'python.sql.string-concatenation',
        within: 'system:default/storefront',
      },
    },
  });
  expect(build({ reach: 'everywhere' }, sql)).toMatchObject({
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

it('suggests the last day that the policy allows, a quarter without one, and none for what is false', () => {
  const suggest = (status: DecisionForm['status'], maxDays?: number) =>
    suggestLastDay({ status, policy: { ...FREE, maxDays }, now: NOW });
  expect(suggest('risk-accepted', 30)).toBe('2026-12-20');
  expect(suggest('mitigated', 365)).toBe('2027-11-20');
  expect(suggest('mitigated')).toBe('2027-02-18');
  expect(suggest('false-positive', 30)).toBe('');
  expect(suggest('not-affected', 30)).toBe('');
});

it('takes no day that the policy refuses, and says which is the last', () => {
  const critical = createFinding({ policy: { ...FREE, maxDays: 30 } });
  const decide = (form: Partial<DecisionForm>) => build(form, critical);
  for (const lastDay of ['2026-12-21', '']) {
    expect(decide({ lastDay })).toEqual({
      problem:
        'A critical finding may stay for 30 days at most: choose 2026-12-20 or an earlier day.',
    });
  }
  expect(decide({ lastDay: '2026-12-20' })).toHaveProperty('request');
  expect(decide({ lastDay: '', status: 'false-positive' })).toHaveProperty(
    'request',
  );
});

it('wants no justification where the policy does not', () => {
  const policy = { needsApproval: false, isJustificationRequired: false };
  expect(
    build({ status: 'not-affected' }, createFinding({ policy })),
  ).toHaveProperty('request');
});
