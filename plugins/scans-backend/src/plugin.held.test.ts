import {
  ADA,
  BOB,
  CHECKOUT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const MANY = Array.from(
  { length: 30 },
  (_, index) =>
    `CVE-2026-${1000 + index} lib-${index} 1.0.0 ${index < 4 ? 'critical' : 'high'}`,
);
const day = (number: number) =>
  `2026-03-${String(number).padStart(2, '0')}T10:00:00Z`;
const CLOSES = {
  critical: 4,
  high: 26,
  medium: 0,
  low: 0,
  info: 0,
  unknown: 0,
};

describe('a scan that is held', () => {
  let scans: TestScans;
  let held: any;
  beforeEach(async () => {
    scans = await startScans();
    await scans.upload(grypeReport(MANY, { at: day(1) }));
    held = await scans.upload(grypeReport([ZLIB], { at: day(2) }));
  });
  afterEach(() => scans.stop());

  const answer = (action: string, note?: string, who = ADA) =>
    scans.call(who, 'POST', `/scans/${held.id}/actions`, { action, note });
  const summary = async (who = ADA) =>
    (await scans.call(who, 'GET', `/summary?entity=${CHECKOUT}`)).body;
  const total = async (state = 'open') =>
    (await scans.findings({ state })).total;

  it('says what it would close, of how many, and that it waits', async () => {
    expect(held.status).toBe('held');
    const { scopes, held: count } = await summary();
    expect(count).toBe(1);
    expect(scopes[0].held).toEqual({
      scanId: held.id,
      sees: 31,
      closes: CLOSES,
    });
    const { body } = await scans.call(
      ADA,
      'GET',
      '/overview?owner=group:default/shop-team',
    );
    const row = body.items.find(({ entityRef }: any) => entityRef === CHECKOUT);
    expect(row.held).toBe(1);
  });

  it('closes what it no longer lists once it is confirmed, as of its own time', async () => {
    const { status, body } = await answer('confirm', 'The image is slim now');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'done',
      changes: { new: 1, fixed: 30, notObserved: 0 },
      answer: { isConfirmed: true, by: ADA, note: 'The image is slim now' },
    });
    expect(await total()).toBe(1);
    const fixed = await scans.findings({ state: 'fixed' });
    expect(fixed.total).toBe(30);
    expect(fixed.items[0].fixedAt).toBe('2026-03-02T10:00:00.000Z');
    const { body: finding } = await scans.call(
      ADA,
      'GET',
      `/findings/${fixed.items[0].id}`,
    );
    expect(finding.events[0]).toMatchObject({
      action: 'fixed',
      by: ADA,
      note: 'Confirmed: The image is slim now',
      scanId: held.id,
    });
    const posture = await summary();
    expect(posture).toMatchObject({ held: 0, open: { high: 1, critical: 0 } });
    expect(posture.scopes[0].held).toBeUndefined();
    expect(scans.audited).toContain('scan-answer succeeded');
  });

  it('closes nothing once it is rejected, and the next one like it is held again', async () => {
    const { body } = await answer('reject', 'The registry was down');
    expect(body).toMatchObject({
      status: 'rejected',
      changes: { fixed: 0, notObserved: 30 },
      answer: { isConfirmed: false, by: ADA },
    });
    expect(await total()).toBe(31);
    // What it did not see was seen when the scope was looked at before
    const { items } = await scans.findings({ severity: 'critical' });
    expect(items[0].lastSeen).toBe('2026-03-01T10:00:00.000Z');
    const again = await scans.upload(grypeReport([ZLIB], { at: day(3) }));
    expect(again.status).toBe('held');
    expect(await total()).toBe(31);
  });

  it('is answered once, and no more when a newer scan came', async () => {
    const answers = await Promise.all([answer('confirm'), answer('reject')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    held = await scans.upload(grypeReport(MANY, { at: day(5) }));
    held = await scans.upload(grypeReport([], { at: day(6) }));
    expect(held.status).toBe('held');
    await scans.upload(grypeReport(MANY, { at: day(7) }));
    const late = await answer('confirm');
    expect(late.status).toBe(409);
    expect(late.body.error.message).toMatch(/a newer scan/);
    expect(await total()).toBe(30);
    expect((await summary()).held).toBe(0);
    expect(scans.audited).toContain('scan-answer failed');
  });

  it('closes nothing that another scope sees, also since it was held', async () => {
    await scans.upload(grypeReport(MANY.slice(0, 10), { at: day(3) }), {
      branch: 'next',
    });
    const { body } = await answer('confirm');
    expect(body.changes).toMatchObject({ fixed: 20, notObserved: 10 });
    expect(await total()).toBe(11);
  });

  it('is answered by those who decide about its entity, and words about it are for them', async () => {
    const unknown = { ...held, id: 'nothing' };
    expect((await answer('confirm', undefined, BOB)).status).toBe(404);
    await answer('reject', 'Credentials of the registry were revoked');
    const foreign = JSON.stringify(await summary(BOB));
    expect(foreign).toContain('"rejected"');
    expect(foreign).not.toContain('Credentials');
    held = unknown;
    expect((await answer('confirm')).status).toBe(404);
    expect((await answer('shrug')).status).toBe(400);
  });

  it('asks nobody while its scope is retired', async () => {
    const { scopes } = await summary();
    await scans.call(ADA, 'POST', `/scopes/${scopes[0].id}/actions`, {
      action: 'retire',
    });
    const posture = await summary();
    expect(posture.held).toBe(0);
    expect(posture.scopes[0].held).toBeUndefined();
  });
});
