import { Security, findSecurityNeeds } from './findSecurityNeeds';

type Summary = Security['summaries'][number];
type Decision = Security['proposed'][number];

const CHECKOUT = 'component:default/checkout';

const summary = (rest: Partial<Summary> = {}): Summary => ({
  entityRef: CHECKOUT,
  state: 'findings',
  open: { critical: 1, high: 0, medium: 0, low: 0, info: 0, unknown: 0 },
  overdue: 0,
  new: 0,
  fixable: 0,
  exploited: 0,
  decided: 0,
  fixed: 0,
  held: 0,
  tools: [],
  ...rest,
});

const decision = (id: string, rest: Partial<Decision> = {}): Decision => ({
  id,
  matcher: { about: 'finding', findingId: 'f1' },
  status: 'risk-accepted',
  reason: 'Internal network only.',
  state: 'proposed',
  source: 'person',
  createdAt: '2026-11-20T10:00:00Z',
  createdBy: 'user:default/ada',
  summary: 'CVE-1 in openssl in checkout',
  finding: {
    id: 'f1',
    entityRef: CHECKOUT,
    title: 'CVE-1 in openssl',
    kind: 'vulnerability',
    severity: 'critical',
  },
  findings: 0,
  canReview: true,
  canRevoke: true,
  ...rest,
});

const find = (security: Partial<Security>) =>
  findSecurityNeeds({ summaries: [], proposed: [], ending: [], ...security });

it('finds nothing where nothing is late, held, proposed or about to end', () => {
  expect(
    find({
      summaries: [summary()],
      proposed: [decision('1', { canReview: false })],
      ending: [decision('2', { canRevoke: false })],
    }),
  ).toEqual([]);
});

it('names what is overdue and what is held, and leads to it', () => {
  expect(find({ summaries: [summary({ overdue: 3, held: 1 })] })).toEqual([
    expect.objectContaining({
      status: 'critical',
      subject: {
        title: 'checkout',
        href: '/catalog/default/component/checkout/security?overdue=true',
      },
      what: 'security: 3 findings are overdue',
    }),
    expect.objectContaining({
      status: 'warn',
      subject: {
        title: 'checkout',
        href: '/catalog/default/component/checkout/security#held',
      },
    }),
  ]);
});

it('brings proposals to those who review them, and counts what is too much', () => {
  const needs = find({
    proposed: Array.from({ length: 7 }, (_, id) => decision(`${id}`)),
  });
  expect(needs).toHaveLength(6);
  expect(needs[0]).toMatchObject({
    subject: { title: 'CVE-1 in openssl', href: '/security?view=decisions' },
    what: 'waits for your approval: risk accepted, says ada',
    since: '2026-11-20T10:00:00Z',
  });
  expect(needs[5].what).toBe('2 more wait for your approval');
});

it('says of decisions of its own teams that they end, the next first', () => {
  const end = { state: 'active', canReview: false } as const;
  const needs = find({
    summaries: [summary()],
    ending: [
      decision('late', { ...end, expiresAt: '2026-11-25T23:59:59Z' }),
      decision('soon', { ...end, expiresAt: '2026-11-22T23:59:59Z' }),
      decision('foreign', {
        ...end,
        expiresAt: '2026-11-22T23:59:59Z',
        finding: {
          ...decision('x').finding!,
          entityRef: 'component:default/x',
        },
      }),
      decision('wide', {
        ...end,
        finding: undefined,
        matcher: { about: 'rule', rule: 'eval', within: 'system:default/shop' },
        summary: 'Rule eval in system:default/shop',
        expiresAt: '2026-11-26T23:59:59Z',
      }),
    ],
  });
  expect(needs.map(({ id }) => id)).toEqual([
    'soon ends',
    'late ends',
    'wide ends',
  ]);
  expect(needs[0]).toMatchObject({
    subject: {
      href: '/catalog/default/component/checkout/security?finding=f1',
    },
    since: '2026-11-22T23:59:59Z',
  });
  expect(needs[2].subject).toEqual({
    title: 'Rule eval in system:default/shop',
    href: '/security?view=decisions',
  });
});
