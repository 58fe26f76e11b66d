import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  LEDGER,
  PIPELINE,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const YAML = 'CVE-2026-0002 yaml 2.0.0 critical 2.0.1';
const ZIP = 'CVE-2026-0003 zip 3.0.0 low';
const REASON = 'The feature is switched off.';
const DAY_MS = 24 * 60 * 60 * 1000;
const SYSTEM = 'system:default/shop';

const inDays = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();

describe('decisions', () => {
  let scans: TestScans;
  beforeEach(async () => {
    jest.useFakeTimers({
      now: new Date('2026-04-01T12:00:00Z'),
      doNotFake: [
        'hrtime',
        'nextTick',
        'performance',
        'queueMicrotask',
        'setImmediate',
        'clearImmediate',
        'setInterval',
        'clearInterval',
        'setTimeout',
        'clearTimeout',
      ],
    });
    scans = await startScans();
  });
  afterEach(async () => {
    await scans.stop();
    jest.useRealTimers();
  });

  const pass = (days: number) => jest.setSystemTime(Date.now() + days * DAY_MS);
  const rules = async (state: string, query: Record<string, string> = {}) =>
    (await scans.findings({ state, ...query })).items.map(
      ({ rule }: any) => rule,
    );
  const idOf = async (rule: string, entity = CHECKOUT, who = ADA) =>
    (await scans.findings({ entity, vulnerability: rule }, who)).items[0].id;
  const decide = (
    matcher: object,
    change: object = {},
    who: string | undefined = ADA,
  ) =>
    scans.call(who, 'POST', '/decisions', {
      matcher,
      status: 'risk-accepted',
      reason: REASON,
      expiresAt: inDays(20),
      ...change,
    });
  const act = (id: string, action: string, who: string, note?: string) =>
    scans.call(who, 'POST', `/decisions/${id}/actions`, { action, note });
  const eventsOf = async (id: string) =>
    (await scans.call(ADA, 'GET', `/findings/${id}`)).body.events;
  const summary = async () =>
    (await scans.call(ADA, 'GET', `/summary?entity=${CHECKOUT}`)).body;

  it('hide a finding until they end, and put it back', async () => {
    await scans.upload(grypeReport([ZLIB, ZIP]));
    const id = await idOf('CVE-2026-0001');
    const { status, body } = await decide({ about: 'finding', findingId: id });
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        state: 'active',
        source: 'person',
        createdBy: ADA,
        findings: 1,
        canRevoke: true,
        canReview: false,
        finding: { id, severity: 'high', entityRef: CHECKOUT },
      },
    });
    expect(await rules('open')).toEqual(['CVE-2026-0003']);
    expect(await rules('decided')).toEqual(['CVE-2026-0001']);
    expect(await summary()).toMatchObject({ decided: 1, open: { high: 0 } });
    const endingBefore = async (days: number) =>
      (
        await scans.call(
          ADA,
          'GET',
          `/decisions?state=active&endsBefore=${inDays(days)}`,
        )
      ).body.items.length;
    expect([await endingBefore(7), await endingBefore(21)]).toEqual([0, 1]);
    // Also when no task ran
    pass(21);
    expect(await rules('open')).toEqual(['CVE-2026-0001', 'CVE-2026-0003']);
    expect(await summary()).toMatchObject({ decided: 0, open: { high: 1 } });
    const listed = await scans.call(ADA, 'GET', '/decisions?state=expired');
    expect(listed.body.items).toMatchObject([
      { id: body.id, state: 'expired', findings: 0, canRevoke: false },
    ]);
    await scans.runTask('scans-expiry');
    expect((await eventsOf(id)).map(({ action }: any) => action)).toEqual([
      'decision-expired',
      'decided',
      'appeared',
    ]);
  });

  it('are taken back by their team, and say so', async () => {
    await scans.upload(grypeReport([ZLIB]));
    const id = await idOf('CVE-2026-0001');
    const { body } = await decide({ about: 'finding', findingId: id });
    expect((await act(body.id, 'revoke', BOB)).status).toBe(404);
    const revoked = await act(body.id, 'revoke', ADA, 'It is on again.');
    expect(revoked.body).toMatchObject({
      state: 'revoked',
      revokedBy: ADA,
      reviewNote: 'It is on again.',
      findings: 0,
      canRevoke: false,
    });
    expect(await rules('open')).toEqual(['CVE-2026-0001']);
    expect((await eventsOf(id))[0]).toMatchObject({
      action: 'decision-revoked',
      by: ADA,
      from: 'risk-accepted',
    });
    expect((await act(body.id, 'revoke', ADA)).status).toBe(409);
    expect(scans.audited).toContain('decision-create succeeded');
    expect(scans.audited).toContain('decision-change failed');
  });

  it('about a vulnerability hold for what comes later, by any of its ids, and no further', async () => {
    const report = grypeReport([ZLIB]);
    (report.matches[0] as any).relatedVulnerabilities = [
      { id: 'GHSA-aaaa-bbbb-cccc' },
    ];
    await scans.upload(report);
    const { body } = await decide({
      about: 'vulnerability',
      vulnerability: 'ghsa-AAAA-bbbb-cccc',
      package: 'pkg:npm/zlib',
      within: CHECKOUT,
    });
    expect(body).toMatchObject({
      state: 'active',
      findings: 1,
      summary: `GHSA-aaaa-bbbb-cccc in pkg:npm/zlib, in ${CHECKOUT}`,
    });
    await scans.upload(report, { target: 'registry.example.com/other' });
    await scans.upload(report, { entity: CART });
    expect(await rules('open')).toEqual([]);
    expect(await rules('open', { entity: CART })).toEqual(['CVE-2026-0001']);
    const detail = await scans.call(
      ADA,
      'GET',
      `/findings/${(await scans.findings({ state: 'decided' })).items[0].id}`,
    );
    expect(detail.body.decisions).toMatchObject([{ id: body.id }]);
  });

  it('sleep while their finding is fixed, and hold again when it returns in time', async () => {
    await scans.upload(grypeReport([ZLIB]));
    const id = await idOf('CVE-2026-0001');
    await decide({ about: 'finding', findingId: id });
    pass(1);
    await scans.upload(grypeReport([]));
    expect(await rules('fixed')).toEqual(['CVE-2026-0001']);
    pass(1);
    await scans.upload(grypeReport([ZLIB]));
    expect(await rules('decided')).toEqual(['CVE-2026-0001']);
    pass(1);
    await scans.upload(grypeReport([]));
    pass(30);
    await scans.upload(grypeReport([ZLIB]));
    expect(await rules('open')).toEqual(['CVE-2026-0001']);
  });

  it('about what is critical wait for somebody else, and hide nothing until then', async () => {
    await scans.upload(grypeReport([YAML]));
    const id = await idOf('CVE-2026-0002');
    const { body } = await decide({ about: 'finding', findingId: id });
    expect(body).toMatchObject({ state: 'proposed', findings: 0 });
    expect(await rules('open')).toEqual(['CVE-2026-0002']);
    expect((await act(body.id, 'approve', ADA)).status).toBe(403);
    const inbox = await scans.call(ROOT, 'GET', '/decisions?state=proposed');
    expect(inbox.body.items).toMatchObject([{ id: body.id, canReview: true }]);
    const approved = await act(body.id, 'approve', ROOT, 'Until the release.');
    expect(approved.body).toMatchObject({
      state: 'active',
      reviewedBy: ROOT,
      reviewNote: 'Until the release.',
      findings: 1,
    });
    expect(await rules('decided')).toEqual(['CVE-2026-0002']);
    expect((await act(body.id, 'reject', ROOT)).status).toBe(409);
    expect((await eventsOf(id)).map(({ action }: any) => action)).toEqual([
      'decision-approved',
      'decided',
      'appeared',
    ]);
  });

  it('are not approved by their author, though an administrator', async () => {
    await scans.upload(grypeReport([YAML]));
    const id = await idOf('CVE-2026-0002');
    const { body } = await decide(
      { about: 'finding', findingId: id },
      {},
      ROOT,
    );
    expect(body).toMatchObject({ state: 'proposed', canReview: false });
    const { status, body: refused } = await act(body.id, 'approve', ROOT);
    expect(status).toBe(403);
    expect(refused.error.message).toContain('somebody else');
  });

  it('that were rejected hide nothing, and say why', async () => {
    await scans.upload(grypeReport([YAML]));
    const id = await idOf('CVE-2026-0002');
    const { body } = await decide({ about: 'finding', findingId: id });
    const rejected = await act(body.id, 'reject', ROOT, 'Upgrade it.');
    expect(rejected.body).toMatchObject({ state: 'rejected', findings: 0 });
    expect(await rules('open')).toEqual(['CVE-2026-0002']);
    expect((await eventsOf(id))[0]).toMatchObject({
      action: 'decision-rejected',
      by: ROOT,
      note: 'Upgrade it.',
    });
  });

  it('that nobody approved do not hide what becomes critical', async () => {
    await scans.upload(grypeReport([ZLIB]));
    await decide({
      about: 'vulnerability',
      vulnerability: 'CVE-2026-0001',
      within: CHECKOUT,
    });
    expect(await rules('decided')).toEqual(['CVE-2026-0001']);
    await scans.upload(
      grypeReport(['CVE-2026-0001 zlib 1.2.0 critical 1.3.0']),
    );
    expect(await rules('open')).toEqual(['CVE-2026-0001']);
  });

  it('hold no longer than the policy allows', async () => {
    await scans.upload(grypeReport([ZLIB, ZIP]));
    const id = await idOf('CVE-2026-0001');
    const matcher = { about: 'finding', findingId: id };
    const endless = await decide(matcher, { expiresAt: undefined });
    expect(endless).toMatchObject({
      status: 400,
      body: {
        error: { message: 'A high finding needs an end within 90 days' },
      },
    });
    expect((await decide(matcher, { expiresAt: inDays(91) })).status).toBe(400);
    expect((await decide(matcher, { expiresAt: inDays(-1) })).status).toBe(400);
    const finding = await scans.call(ADA, 'GET', `/findings/${id}`);
    expect(finding.body.policy).toEqual({
      maxDays: 90,
      needsApproval: false,
      isJustificationRequired: true,
    });
    // All of the last day that this says
    const end = `${inDays(90).slice(0, 10)}T23:59:59.000Z`;
    expect((await decide(matcher, { expiresAt: end })).status).toBe(201);
    expect(
      await decide(matcher, { status: 'false-positive', expiresAt: undefined }),
    ).toMatchObject({ status: 201, body: { state: 'active' } });
    expect(
      (await decide(matcher, { status: 'not-affected' })).body.error.message,
    ).toContain('justification');
    const low = { about: 'finding', findingId: await idOf('CVE-2026-0003') };
    expect((await decide(low, { expiresAt: undefined })).status).toBe(201);
  });

  it('about a system are proposed by a team in it, and made by administrators', async () => {
    await scans.upload(grypeReport([ZLIB]));
    await scans.upload(grypeReport([ZLIB]), { entity: CART });
    const matcher = {
      about: 'vulnerability',
      vulnerability: 'CVE-2026-0001',
      within: SYSTEM,
    };
    const proposed = await decide(matcher);
    expect(proposed.body).toMatchObject({ state: 'proposed', findings: 0 });
    expect((await act(proposed.body.id, 'approve', ROOT)).body).toMatchObject({
      state: 'active',
      findings: 2,
    });
    expect(await rules('open', { entity: CART })).toEqual([]);
    await act(proposed.body.id, 'revoke', ROOT);
    expect(await rules('open', { entity: CART })).toEqual(['CVE-2026-0001']);
    expect((await decide(matcher, {}, BOB)).status).toBe(403);
    const everywhere = { about: 'rule', rule: 'CVE-2026-0001' };
    expect((await decide(everywhere)).status).toBe(403);
    expect(await decide(everywhere, {}, ROOT)).toMatchObject({
      status: 201,
      body: { state: 'active', findings: 2 },
    });
    expect(await rules('decided')).toEqual(['CVE-2026-0001']);
  });

  it('follow an entity that moves to another system', async () => {
    await scans.upload(grypeReport([ZLIB]));
    const matcher = { about: 'rule', rule: 'CVE-2026-0001', within: SYSTEM };
    await decide(matcher, {}, ROOT);
    expect(await rules('decided')).toEqual(['CVE-2026-0001']);
    scans.moveTo(CHECKOUT, 'system:default/core');
    await scans.runTask('scans-places');
    expect(await rules('open')).toEqual(['CVE-2026-0001']);
    scans.moveTo(CHECKOUT, 'system:default/shop');
    await scans.runTask('scans-places');
    expect(await rules('decided')).toEqual(['CVE-2026-0001']);
  });

  it('about a domain hold for the systems in it', async () => {
    await scans.upload(grypeReport([ZLIB]));
    await scans.runTask('scans-places');
    const { body } = await decide(
      { about: 'rule', rule: 'CVE-2026-0001', within: 'domain:default/retail' },
      {},
      ROOT,
    );
    expect(body).toMatchObject({ state: 'active', findings: 1 });
  });

  it('are shown to those who read what they are about', async () => {
    await scans.upload(grypeReport([ZLIB]));
    await scans.upload(grypeReport([ZLIB]), { entity: LEDGER }, BOB);
    const own = await decide({
      about: 'finding',
      findingId: await idOf('CVE-2026-0001'),
    });
    pass(1);
    const all = await decide(
      { about: 'rule', rule: 'CVE-2026-0001' },
      {},
      ROOT,
    );
    const idsFor = async (who: string, query = '') =>
      (await scans.call(who, 'GET', `/decisions${query}`)).body.items.map(
        ({ id, findings }: any) => [id, findings],
      );
    expect(await idsFor(ADA)).toEqual([
      [all.body.id, 0],
      [own.body.id, 1],
    ]);
    expect(await idsFor(BOB)).toEqual([[all.body.id, 1]]);
    expect(await idsFor(ROOT)).toHaveLength(2);
    expect(await idsFor(ROOT, `?entity=${LEDGER}`)).toEqual([[all.body.id, 1]]);
    expect(await idsFor(BOB, `?entity=${CHECKOUT}`)).toEqual([]);
    expect(await idsFor(PIPELINE)).toEqual([]);
    const first = await scans.call(ADA, 'GET', '/decisions?limit=1');
    const second = await scans.call(
      ADA,
      'GET',
      `/decisions?limit=1&cursor=${first.body.nextCursor}`,
    );
    expect(second.body.items).toMatchObject([{ id: own.body.id }]);
    expect(second.body.nextCursor).toBeUndefined();
  });

  it('keep no secret and no control character of what people write', async () => {
    await scans.upload(grypeReport([ZIP]));
    const { body } = await decide(
      { about: 'finding', findingId: await idOf('CVE-2026-0003') },
      { reason: `See ghp_${'a1B2'.repeat(9)}\u0000\ud800` },
    );
    expect(body.reason).toBe('See ***\ufffd');
    const { status } = await decide({
      about: 'rule',
      rule: 'x\u0000',
      within: CHECKOUT,
    });
    expect(status).toBe(400);
  });
});
