import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  LEDGER,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const line = (number: number, severity: string) =>
  `CVE-2026-${1000 + number} lib-${number} 1.0.0 ${severity}`;

describe('owners', () => {
  let scans: TestScans;
  beforeEach(async () => {
    scans = await startScans();
  });
  afterEach(() => scans.stop());

  /** Lets the worker go round, and waits until it said so much. */
  async function told(count: number) {
    await scans.runTask('scans-work');
    while (scans.sent.length < count) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    await scans.runTask('scans-overdue');
    return scans.sent.map(({ recipients, payload }) => ({
      to: recipients.entityRef,
      title: payload.title,
      scope: payload.scope,
      severity: payload.severity,
    }));
  }
  const eventsOf = async (id: string) =>
    (await scans.call(ADA, 'GET', `/findings/${id}`)).body.events.map(
      ({ action }: any) => action,
    );

  it('are told once for each severity, however many findings a first scan brings', async () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      line(index, index < 450 ? 'high' : 'critical'),
    );
    await scans.upload(grypeReport([...many, line(900, 'low')]));
    expect(await told(2)).toEqual([
      {
        to: ['group:default/shop-team'],
        title: 'checkout: 50 critical findings are new',
        scope: `scans:${CHECKOUT}:critical`,
        severity: 'critical',
      },
      {
        to: ['group:default/shop-team'],
        title: 'checkout: 450 high findings are new',
        scope: `scans:${CHECKOUT}:high`,
        severity: 'high',
      },
    ]);
    expect(scans.sent[0].payload.link).toBe(
      '/catalog/default/component/checkout/security?severity=critical',
    );
    expect(JSON.stringify(scans.sent)).not.toMatch(/CVE|lib-/);
    await scans.upload(grypeReport(many));
    expect(await told(2)).toHaveLength(2);
  });

  it('are told of what is theirs, and of nothing that was decided before', async () => {
    await scans.call(ADA, 'POST', '/decisions', {
      matcher: { about: 'rule', rule: 'CVE-2026-1001', within: CART },
      status: 'false-positive',
      reason: 'Known to be wrong.',
    });
    await scans.upload(grypeReport([line(1, 'high')]), { entity: CART });
    await scans.upload(grypeReport([line(1, 'high')]), { entity: LEDGER }, BOB);
    expect(await told(1)).toMatchObject([
      { to: ['group:default/core-team'], scope: `scans:${LEDGER}:high` },
    ]);
  });

  it('are told once that something is overdue', async () => {
    const long = new Date(Date.now() - 100 * DAY_MS).toISOString();
    await scans.upload(
      grypeReport([line(1, 'medium'), line(2, 'low')], { at: long }),
    );
    await scans.runTask('scans-overdue');
    expect(await told(1)).toMatchObject([
      {
        title: 'checkout: 1 medium finding is overdue',
        scope: `scans:${CHECKOUT}:medium`,
        severity: 'normal',
      },
    ]);
    await scans.runTask('scans-overdue');
    expect(await told(1)).toHaveLength(1);
    const { items } = await scans.findings({ overdue: 'true' });
    expect(items).toHaveLength(1);
    expect(await eventsOf(items[0].id)).toEqual(['overdue', 'appeared']);
  });
});

describe('assistants', () => {
  let scans: TestScans;
  beforeEach(async () => {
    scans = await startScans();
    await scans.upload(grypeReport([line(1, 'high'), line(2, 'critical')]));
  });
  afterEach(() => scans.stop());

  const invoke = (id: string, input: object, who = ADA) =>
    scans.actions.invoke({
      id: `test:${id}`,
      input: input as never,
      credentials: mockCredentials.user(who),
    }) as Promise<any>;

  it('say how an entity or a team stands', async () => {
    const { output } = await invoke('status', { entity: CHECKOUT });
    expect(output.items).toMatchObject([
      {
        entityRef: CHECKOUT,
        state: 'findings',
        open: { critical: 1, high: 1 },
      },
    ]);
    const team = await invoke('status', { owner: 'group:default/shop-team' });
    expect(
      team.output.items.map(({ entityRef, state }: any) => [entityRef, state]),
    ).toEqual([
      [CART, 'never'],
      [CHECKOUT, 'findings'],
    ]);
    await expect(invoke('status', {})).rejects.toThrow('either');
    await expect(invoke('status', { entity: 'checkout' })).rejects.toThrow(
      'full entity ref',
    );
  });

  it('read findings of those whom they work for, and of nobody else', async () => {
    const { output } = await invoke('findings', { severity: ['critical'] });
    expect(output).toMatchObject({
      total: 1,
      items: [{ entityRef: CHECKOUT, vulnerability: 'CVE-2026-1002' }],
    });
    const foreign = await invoke('findings', { entity: CHECKOUT }, BOB);
    expect(foreign.output.items).toEqual([]);
    const all = await invoke('findings', { limit: 1 }, ROOT);
    expect(all.output.items).toHaveLength(1);
    const next = await invoke(
      'findings',
      { limit: 1, cursor: all.output.nextCursor },
      ROOT,
    );
    expect(next.output.items[0].id).not.toBe(all.output.items[0].id);
  });
});
