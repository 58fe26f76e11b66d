import { randomUUID } from 'node:crypto';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  EVE,
  LEDGER,
  PIPELINE,
  ROOT,
  TestScans,
  startScans,
} from './__testUtils__/startScans';
import { grypeReport } from './__testUtils__/reports';

jest.setTimeout(60_000);

const ZLIB = 'CVE-2026-0001 zlib 1.2.0 high 1.3.0';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const NOTHING = 'component:default/nothing';
const CALLERS = { ADA, BOB, ROOT, nobody: undefined, EVE, PIPELINE };
type Caller = keyof typeof CALLERS;
const VEX = JSON.stringify({ bomFormat: 'CycloneDX', vulnerabilities: [] });

/** What belongs to the team of Ada, or is as unknown as can be. */
interface Ids {
  entity: string;
  finding: string;
  scan: string;
  scope: string;
  decision: string;
}

interface Route {
  method: string;
  path(ids: Ids): string;
  body?(ids: Ids): unknown;
}

const deciding = (matcher: object) => ({
  matcher,
  status: 'false-positive',
  reason: 'The scanner is wrong.',
});

const ROUTES: Record<string, Route> = {
  summary: { method: 'GET', path: ids => `/summary?entity=${ids.entity}` },
  overview: { method: 'GET', path: () => '/overview' },
  findings: { method: 'GET', path: ids => `/findings?entity=${ids.entity}` },
  finding: { method: 'GET', path: ids => `/findings/${ids.finding}` },
  scan: { method: 'GET', path: ids => `/scans/${ids.scan}` },
  'answer for a held scan': {
    method: 'POST',
    path: ids => `/scans/${ids.scan}/actions`,
    body: () => ({ action: 'confirm' }),
  },
  scope: {
    method: 'POST',
    path: ids => `/scopes/${ids.scope}/actions`,
    body: () => ({ action: 'resume' }),
  },
  upload: {
    method: 'POST',
    path: ids => `/uploads?entity=${ids.entity}`,
    // Of another image each time: the same bytes are taken once
    body: () => JSON.stringify(grypeReport([ZLIB], { image: randomUUID() })),
  },
  decisions: { method: 'GET', path: ids => `/decisions?entity=${ids.entity}` },
  'decide about a finding': {
    method: 'POST',
    path: () => '/decisions',
    body: ids => deciding({ about: 'finding', findingId: ids.finding }),
  },
  'decide about an entity': {
    method: 'POST',
    path: () => '/decisions',
    body: ids => deciding({ about: 'rule', rule: 'x', within: ids.entity }),
  },
  'decide about everything': {
    method: 'POST',
    path: () => '/decisions',
    body: () => deciding({ about: 'rule', rule: 'x' }),
  },
  revoke: {
    method: 'POST',
    path: ids => `/decisions/${ids.decision}/actions`,
    body: () => ({ action: 'revoke' }),
  },
  approve: {
    method: 'POST',
    path: ids => `/decisions/${ids.decision}/actions`,
    body: () => ({ action: 'approve' }),
  },
  vex: {
    method: 'POST',
    path: ids => `/vex?entity=${ids.entity}`,
    body: () => VEX,
  },
  export: {
    method: 'GET',
    path: ids => `/export?format=csv&entity=${ids.entity}`,
  },
};

/** Of the checkout, which Ada's team owns: who may what. */
const EXPECTED: Record<string, Record<Caller, number>> = {
  summary: { ...only(200), EVE: 404 },
  overview: only(200),
  // Others get none of them; what is in the answers is told below
  findings: only(200),
  finding: { ...only(404), ADA: 200, ROOT: 200 },
  scan: { ...only(404), ADA: 200, ROOT: 200 },
  // It is not held
  'answer for a held scan': { ...only(404), ADA: 409, ROOT: 409 },
  scope: { ...only(404), ADA: 200, ROOT: 200 },
  upload: {
    ADA: 202,
    BOB: 403,
    ROOT: 202,
    nobody: 401,
    EVE: 403,
    PIPELINE: 202,
  },
  decisions: only(200),
  'decide about a finding': { ...only(404), ADA: 201, ROOT: 201 },
  'decide about an entity': { ...only(404), ADA: 201, ROOT: 201 },
  'decide about everything': { ...only(403), ROOT: 201 },
  revoke: { ...only(404), ADA: 200, ROOT: 200 },
  // It needs no approval
  approve: { ...only(404), ADA: 409, ROOT: 409 },
  vex: { ...only(404), ADA: 200, ROOT: 200 },
  export: only(200),
};

function only(status: number): Record<Caller, number> {
  return {
    ADA: status,
    BOB: status,
    ROOT: status,
    nobody: 401,
    EVE: status,
    PIPELINE: status,
  };
}

describe('who may what', () => {
  let scans: TestScans;
  let own: Ids;
  beforeEach(async () => {
    scans = await startScans();
    const { id: scan } = await scans.upload(grypeReport([ZLIB]));
    const { items } = await scans.findings();
    const summary = await scans.call(ADA, 'GET', `/summary?entity=${CHECKOUT}`);
    const decision = await scans.call(
      ADA,
      'POST',
      '/decisions',
      deciding({ about: 'rule', rule: 'y', within: CHECKOUT }),
    );
    own = {
      entity: CHECKOUT,
      finding: items[0].id,
      scan,
      scope: summary.body.scopes[0].id,
      decision: decision.body.id,
    };
  });
  afterEach(() => scans.stop());

  const ask = (name: string, caller: Caller, ids: Ids, headers = {}) => {
    const { method, path, body } = ROUTES[name];
    return scans.call(CALLERS[caller], method, path(ids), body?.(ids), headers);
  };

  it.each(Object.keys(ROUTES))('is kept by the route: %s', async name => {
    const statuses: Record<string, number> = {};
    // Those who change nothing first
    for (const caller of ['nobody', 'EVE', 'BOB', 'PIPELINE', 'ADA'] as const) {
      statuses[caller] = (await ask(name, caller, own)).status;
    }
    if (name === 'revoke') {
      const { body } = await ask('decide about an entity', 'ADA', own);
      own.decision = body.id;
    }
    statuses.ROOT = (await ask(name, 'ROOT', own)).status;
    expect(statuses).toEqual(EXPECTED[name]);
  });

  it.each(Object.keys(ROUTES))(
    'is nothing with a token that is not valid: %s',
    async name => {
      const { status } = await ask(name, 'ADA', own, {
        Authorization: mockCredentials.user.invalidHeader(),
      });
      expect(status).toBe(401);
    },
  );

  it.each(['BOB', 'EVE', 'PIPELINE'] as const)(
    'tells %s nothing that ids which do not exist would not tell',
    async caller => {
      const unknown: Ids = {
        entity: NOTHING,
        finding: UNKNOWN,
        scan: UNKNOWN,
        scope: UNKNOWN,
        decision: UNKNOWN,
      };
      for (const name of Object.keys(ROUTES)) {
        // Entities are the catalog's to show; how they stand is for all who see them
        const isOfCatalog =
          ['summary', 'upload'].includes(name) && caller !== 'EVE';
        if (isOfCatalog || name === 'overview') {
          continue;
        }
        const blank = (text: string, ids: Ids) =>
          Object.values(ids).reduce(
            (blanked, id) => blanked.replaceAll(id, 'ID'),
            text,
          );
        const foreign = await ask(name, caller, own);
        const missing = await ask(name, caller, unknown);
        expect([name, foreign.status, blank(foreign.text, own)]).toEqual([
          name,
          missing.status,
          blank(missing.text, unknown),
        ]);
      }
    },
  );

  it('lets answers hold what the caller may read and no more', async () => {
    const total = async (caller: Caller) =>
      (await ask('findings', caller, own)).body.total;
    const rows = async (caller: Caller) =>
      (await ask('export', caller, own)).text.trim().split('\r\n').length - 1;
    const decisions = async (caller: Caller) =>
      (await ask('decisions', caller, own)).body.items.length;
    const entities = async (caller: Caller) =>
      (await ask('overview', caller, own)).body.items.length;
    const seen: Record<string, number[]> = {};
    for (const caller of ['ADA', 'BOB', 'ROOT', 'EVE', 'PIPELINE'] as const) {
      seen[caller] = [
        await total(caller),
        await rows(caller),
        await decisions(caller),
      ];
    }
    expect(seen).toEqual({
      ADA: [1, 1, 1],
      BOB: [0, 0, 0],
      ROOT: [1, 1, 1],
      EVE: [0, 0, 0],
      PIPELINE: [0, 0, 0],
    });
    expect(await entities('ADA')).toBe(3);
    const { body } = await ask('summary', 'BOB', own);
    expect(body).toMatchObject({
      open: { high: 1 },
      upgrades: [],
      canRead: false,
      canUpload: false,
      canDecide: false,
    });
    expect(JSON.stringify(body)).not.toMatch(/zlib|CVE/);
  });

  it('binds the token of a pipeline to its entities', async () => {
    for (const entity of [CART, LEDGER, NOTHING]) {
      const { status, body } = await ask('upload', 'PIPELINE', {
        ...own,
        entity,
      });
      expect([status, body.error.message]).toEqual([
        403,
        `This token may not upload for ${entity}: scans.uploaders does not name it`,
      ]);
    }
    const scan = await scans.upload(
      grypeReport([ZLIB, 'CVE-2026-0002 a 1 low']),
      {},
      PIPELINE,
    );
    expect(scan).toMatchObject({ status: 'done', changes: { new: 1 } });
  });

  it('lets a scope be retired, so that nobody waits for it, until it is scanned again', async () => {
    const retire = (action: string, who = ADA) =>
      scans.call(who, 'POST', `/scopes/${own.scope}/actions`, { action });
    const summary = async () =>
      (await scans.call(ADA, 'GET', `/summary?entity=${CHECKOUT}`)).body;
    expect((await retire('retire')).body).toEqual({
      id: own.scope,
      isRetired: true,
    });
    expect(await summary()).toMatchObject({
      tools: [],
      scopes: [{ isRetired: true }],
    });
    expect((await retire('resume')).body.isRetired).toBe(false);
    expect(await summary()).toMatchObject({
      tools: [{ tool: 'grype' }],
      scopes: [{ isRetired: false }],
    });
    await retire('retire', ROOT);
    await scans.upload(grypeReport([ZLIB, 'CVE-2026-0002 a 1 low']));
    expect(await summary()).toMatchObject({ scopes: [{ isRetired: false }] });
    expect((await retire('forget')).status).toBe(400);
    expect(scans.audited).toContain('scope-change succeeded');
  });
});
