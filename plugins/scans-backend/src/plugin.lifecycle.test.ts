import {
  ADA,
  CART,
  CHECKOUT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const YAML = 'CVE-2026-0002 yaml 2.0.0 critical 2.0.1';
const ZIP = 'CVE-2026-0003 zip 3.0.0 low';
const day = (number: number) =>
  `2026-03-${String(number).padStart(2, '0')}T10:00:00Z`;

describe('findings over their life', () => {
  let scans: TestScans;
  beforeEach(async () => {
    scans = await startScans();
  });
  afterEach(() => scans.stop());

  const rules = async (state: string) =>
    (await scans.findings({ state })).items.map(({ rule }: any) => rule);

  it('open, are fixed when their own scope sees them no more, and reopen', async () => {
    const first = await scans.upload(grypeReport([ZLIB, YAML], { at: day(1) }));
    expect(first).toMatchObject({ status: 'done', changes: { new: 2 } });
    const second = await scans.upload(grypeReport([ZLIB, ZIP], { at: day(2) }));
    expect(second.changes).toEqual({
      new: 1,
      unchanged: 1,
      fixed: 1,
      reopened: 0,
      notObserved: 0,
      opened: { critical: 0, high: 0, medium: 0, low: 1, info: 0, unknown: 0 },
    });
    expect(await rules('open')).toEqual(['CVE-2026-0001', 'CVE-2026-0003']);
    expect(await rules('fixed')).toEqual(['CVE-2026-0002']);
    const third = await scans.upload(
      grypeReport([ZLIB, YAML, ZIP], { at: day(3) }),
    );
    expect(third.changes).toMatchObject({
      new: 0,
      reopened: 1,
      fixed: 0,
      opened: { critical: 1, high: 0 },
    });
    const { items } = await scans.findings({ severity: 'critical' });
    expect(items).toMatchObject([
      {
        rule: 'CVE-2026-0002',
        reopenedCount: 1,
        firstSeen: '2026-03-01T10:00:00.000Z',
      },
    ]);
    const detail = await scans.call(ADA, 'GET', `/findings/${items[0].id}`);
    expect(detail.body.events.map(({ action }: any) => action)).toEqual([
      'reopened',
      'fixed',
      'appeared',
    ]);
  });

  it('are not closed by another tag of the image, version or severity', async () => {
    await scans.upload(grypeReport([ZLIB], { at: day(1) }));
    const { changes } = await scans.upload(
      grypeReport(['CVE-2026-0001 zlib 1.2.9 medium 1.3.0'], {
        at: day(2),
        image: 'registry.example.com/checkout:2',
      }),
    );
    expect(changes).toMatchObject({ new: 0, unchanged: 1, fixed: 0 });
    const { items } = await scans.findings();
    expect(items).toMatchObject([
      { severity: 'medium', package: { version: '1.2.9' } },
    ]);
  });

  it('are not closed by an older report, a partial one, or another entity', async () => {
    await scans.upload(grypeReport([ZLIB], { at: day(2) }));
    expect(await scans.upload(grypeReport([], { at: day(1) }))).toMatchObject({
      status: 'superseded',
    });
    expect(
      await scans.upload(grypeReport([], { at: day(3) }), { partial: 'true' }),
    ).toMatchObject({ changes: { fixed: 0, notObserved: 1 } });
    await scans.upload(grypeReport([], { at: day(4) }), { entity: CART });
    await scans.upload(grypeReport([], { at: day(4) }), { branch: 'other' });
    expect(await rules('open')).toEqual(['CVE-2026-0001']);
  });

  it('move to another file with a whole scan, and not with part of one', async () => {
    const sarif = (path: string, line: number, text: string) => ({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Semgrep', rules: [{ id: 'eval' }] } },
          results: [
            {
              ruleId: 'eval',
              level: 'error',
              message: { text: 'Text is run as a program' },
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: path },
                    region: { startLine: line, snippet: { text } },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
    const partial = 'true';
    await scans.upload(sarif('a.py', 10, 'eval(one)'), { scannedAt: day(1) });
    const edited = await scans.upload(sarif('a.py', 12, 'eval(two)'), {
      scannedAt: day(2),
      partial,
    });
    expect(edited.changes).toMatchObject({ new: 0, unchanged: 1 });
    const added = await scans.upload(sarif('b.py', 5, 'eval(three)'), {
      scannedAt: day(3),
      partial,
    });
    expect(added.changes).toMatchObject({
      new: 1,
      unchanged: 0,
      notObserved: 1,
      opened: { high: 1 },
    });
    await scans.upload(sarif('b.py', 5, 'eval(three)'), { scannedAt: day(4) });
    const renamed = await scans.upload(sarif('c.py', 5, 'eval(three)'), {
      scannedAt: day(5),
    });
    expect(renamed.changes).toMatchObject({ new: 0, unchanged: 1, fixed: 0 });
  });

  it('count once, however often the same bytes come', async () => {
    const report = grypeReport([ZLIB, YAML], { at: day(1) });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => scans.upload(report)),
    );
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect((await scans.findings()).total).toBe(2);
  });

  describe('whose kind a report does not name', () => {
    const secret = {
      Target: 'deploy/env.sh',
      Class: 'secret',
      Secrets: [
        {
          RuleID: 'generic-token',
          Severity: 'HIGH',
          Title: 'A token',
          StartLine: 3,
          EndLine: 3,
          Match: 'TOKEN=****************',
        },
      ],
    };
    const packages = { Target: 'go.sum', Class: 'lang-pkgs' };
    const trivy = (at: string, ...Results: object[]) => ({
      SchemaVersion: 2,
      CreatedAt: at,
      ArtifactName: '.',
      ArtifactType: 'filesystem',
      ...(Results.length > 0 ? { Results } : {}),
    });

    it('stay open until somebody says that it was looked for', async () => {
      await scans.upload(trivy(day(1), secret, packages));
      const silent = await scans.upload(trivy(day(2), packages));
      expect(silent).toMatchObject({
        status: 'done',
        changes: { fixed: 0, notObserved: 1, notLookedFor: ['secret'] },
      });
      const empty = await scans.upload(trivy(day(3)), {
        lookedFor: 'vulnerability',
      });
      expect(empty).toMatchObject({
        outcome: 'empty',
        lookedFor: ['vulnerability'],
        changes: { fixed: 0, notObserved: 1, notLookedFor: ['secret'] },
      });
      expect(await rules('open')).toEqual(['generic-token']);

      const said = await scans.upload(trivy(day(4)), { lookedFor: 'secret' });
      expect(said).toMatchObject({
        lookedFor: ['secret'],
        changes: { fixed: 1, notObserved: 0 },
        warnings: [],
      });
      expect(said.changes).not.toHaveProperty('notLookedFor');
      expect(await rules('fixed')).toEqual(['generic-token']);
    });

    it('stay open where the report tells more of what it did not look at', async () => {
      await scans.upload(trivy(day(1), secret));
      const damaged = { Target: 'a.sh', Class: 'secret', Secrets: [{}] };
      const { changes } = await scans.upload(trivy(day(2), damaged), {
        lookedFor: 'secret',
      });
      expect(changes).toMatchObject({ fixed: 0, notObserved: 1 });
      expect(changes).not.toHaveProperty('notLookedFor');
    });

    it('are fixed by the same bytes with another statement, which are another scan', async () => {
      await scans.upload(trivy(day(1), secret));
      const report = trivy(day(2));
      const send = async (...kinds: string[]) => {
        const query = new URLSearchParams([
          ['entity', CHECKOUT],
          ...kinds.map(kind => ['lookedFor', kind]),
        ]);
        const { body } = await scans.call(
          ADA,
          'POST',
          `/uploads?${query}`,
          JSON.stringify(report),
        );
        return body;
      };
      const silent = await send();
      expect(silent.repeated).toBe(false);
      expect(silent.scan.warnings[0]).toContain('--looked-for');
      const said = await send('secret', 'vulnerability');
      expect(said.repeated).toBe(false);
      expect(said.scan).toMatchObject({
        lookedFor: ['secret', 'vulnerability'],
        warnings: [],
      });
      const again = await send('vulnerability', 'secret', 'secret');
      expect(again).toMatchObject({
        repeated: true,
        scan: { id: said.scan.id },
      });
      expect((await send()).scan.id).toBe(silent.scan.id);
      await scans.upload(report, { lookedFor: 'license' });
      expect(await rules('fixed')).toEqual(['generic-token']);
    });

    it('cannot be made up', async () => {
      const { status, text } = await scans.call(
        ADA,
        'POST',
        `/uploads?entity=${CHECKOUT}&lookedFor=secrets`,
        JSON.stringify(trivy(day(1))),
      );
      expect(status).toBe(400);
      expect(text).toContain('lookedFor');
    });
  });

  it('wait for a second scan when suspiciously many would close', async () => {
    const many = Array.from(
      { length: 30 },
      (_, index) => `CVE-2026-${1000 + index} lib-${index} 1.0.0 high`,
    );
    await scans.upload(grypeReport(many, { at: day(1) }));
    expect(
      await scans.upload(grypeReport([ZLIB], { at: day(2) })),
    ).toMatchObject({
      status: 'held',
      changes: { new: 1, fixed: 0, notObserved: 30 },
    });
    expect((await scans.findings()).total).toBe(31);
    expect(
      await scans.upload(grypeReport([ZLIB], { at: day(3) })),
    ).toMatchObject({
      status: 'done',
      changes: { fixed: 30 },
    });
    expect((await scans.findings()).total).toBe(1);
  });

  it('are summed up for the page', async () => {
    await scans.upload(grypeReport([ZLIB, YAML, ZIP]));
    const { body } = await scans.call(
      ADA,
      'GET',
      `/summary?entity=${CHECKOUT}`,
    );
    expect(body).toMatchObject({
      state: 'findings',
      open: { critical: 1, high: 1, medium: 0, low: 1, info: 0, unknown: 0 },
      new: 3,
      fixable: 2,
      tools: [{ tool: 'grype', isStale: false }],
      canRead: true,
      canDecide: true,
      newSinceYesterday: 3,
    });
    expect(body.upgrades.map(({ to }: any) => to)).toEqual(['2.0.1', '1.3.0']);
    expect(body.trend.at(-1).open.critical).toBe(1);
    // What ran long ago and came today is open today
    await scans.upload(grypeReport([YAML], { at: day(1) }), { branch: 'old' });
    const late = 'CVE-2026-0004 tar 1.0.0 medium';
    await scans.upload(grypeReport([late], { at: day(1) }), { branch: 'old2' });
    const { body: later } = await scans.call(
      ADA,
      'GET',
      `/summary?entity=${CHECKOUT}`,
    );
    expect(later.trend.at(-1).open).toEqual(later.open);
    expect(later.open.medium).toBe(1);
  });

  it('are counted for the day of a scan that comes late, without what came after it', async () => {
    const at = (daysAgo: number) =>
      new Date(Date.now() - daysAgo * 24 * 60 * 60 * 1000).toISOString();
    await scans.upload(grypeReport([ZLIB, YAML], { at: at(3) }));
    await scans.upload(grypeReport([ZLIB], { at: at(0) }));
    await scans.upload(grypeReport([ZIP], { at: at(5) }), { branch: 'old' });
    await scans.upload(grypeReport([ZIP], { at: at(2) }), { branch: 'new' });
    const { body } = await scans.call(
      ADA,
      'GET',
      `/summary?entity=${CHECKOUT}`,
    );
    const openOn = (daysAgo: number) =>
      body.trend.find(({ day: one }: any) => one === at(daysAgo).slice(0, 10))
        ?.open;
    expect(openOn(6)).toBeUndefined();
    expect(openOn(5)).toMatchObject({ critical: 0, high: 0, low: 1 });
    // The critical one was fixed today
    expect(openOn(2)).toMatchObject({ critical: 1, high: 1, low: 1 });
    expect(openOn(0)).toMatchObject({ critical: 0, high: 1, low: 1 });
  });
});
