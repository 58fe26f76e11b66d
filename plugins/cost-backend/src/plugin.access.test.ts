import { mockCredentials } from '@backstage/backend-test-utils';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { CHURN, MODEL_ENTITIES } from './__testUtils__/models';
import { adviceId, insertAdvice } from './__testUtils__/insertAdvice';
import {
  ADA,
  BOB,
  CART,
  CHECKOUT,
  CORE_TEAM,
  EVE,
  FAY,
  LEA,
  LEDGER,
  PIPELINE,
  ROOT,
  SHOP,
  SHOP_TEAM,
  startCosts,
  TestCosts,
  TRIBE,
} from './__testUtils__/startCosts';

jest.setTimeout(120_000);

const NOTHING = 'component:default/nothing';
const CALLERS = { ADA, BOB, LEA, FAY, ROOT, nobody: undefined, EVE, PIPELINE };
type Caller = keyof typeof CALLERS;

interface Route {
  method: string;
  path(entity: string): string;
  body?: unknown;
}

/** Ids of advice; of an entity that there is not, of advice that there is not. */
const ADVICE: Record<string, string> = {
  [CHECKOUT]: adviceId(1),
  [NOTHING]: adviceId(99),
};
const DAYS = 'from=2026-03-01&to=2026-03-31';
const ROUTES: Record<string, Route> = {
  summary: { method: 'GET', path: entity => `/summary?entity=${entity}` },
  days: { method: 'GET', path: entity => `/days?entity=${entity}&${DAYS}` },
  export: { method: 'GET', path: entity => `/export?entity=${entity}&${DAYS}` },
  overview: { method: 'GET', path: () => '/overview' },
  'overview of a team': {
    method: 'GET',
    path: () => `/overview?owner=${SHOP_TEAM}`,
  },
  movers: { method: 'GET', path: () => '/movers' },
  'movers of a team': {
    method: 'GET',
    path: () => `/movers?owner=${SHOP_TEAM}`,
  },
  // Of the team that owns the checkout
  model: { method: 'GET', path: () => `/model?entity=${CHURN}` },
  models: { method: 'GET', path: () => '/models' },
  advice: { method: 'GET', path: () => '/advice' },
  'advice of an entity': {
    method: 'GET',
    path: entity => `/advice?entity=${entity}`,
  },
  patch: { method: 'GET', path: entity => `/advice/${ADVICE[entity]}/patch` },
  'patch of nobody’s workload': {
    method: 'GET',
    path: () => `/advice/${adviceId(4)}/patch`,
  },
  imports: { method: 'GET', path: () => '/imports' },
  changes: { method: 'GET', path: () => '/changes' },
  'a change that there is not': {
    method: 'GET',
    path: () => '/changes/nothing',
  },
  import: { method: 'POST', path: () => '/imports', body: { source: 'cloud' } },
  'import of an unknown source': {
    method: 'POST',
    path: () => '/imports',
    body: { source: 'nothing' },
  },
  'forgetting a source': { method: 'DELETE', path: () => '/sources/left' },
  'forgetting a source that is configured': {
    method: 'DELETE',
    path: () => '/sources/cloud',
  },
  'forgetting an unknown source': {
    method: 'DELETE',
    path: () => '/sources/nothing',
  },
};

function answers(
  fallback: number,
  others: Partial<Record<Caller, number>> = {},
): Record<Caller, number> {
  return {
    ADA: fallback,
    BOB: fallback,
    LEA: fallback,
    FAY: fallback,
    ROOT: fallback,
    EVE: fallback,
    PIPELINE: fallback,
    ...others,
    nobody: 401,
  };
}

const OWN = answers(404, { ADA: 200, FAY: 200, ROOT: 200 });
const OF_SOMEBODY = answers(200, { EVE: 403, PIPELINE: 403 });
/** Of the checkout, which Ada's team owns: who may what. */
const EXPECTED: Record<string, Record<Caller, number>> = {
  summary: OWN,
  days: OWN,
  export: OWN,
  // What is in the answers is told below
  overview: OF_SOMEBODY,
  'overview of a team': OF_SOMEBODY,
  movers: OF_SOMEBODY,
  'movers of a team': OF_SOMEBODY,
  model: OWN,
  models: OF_SOMEBODY,
  advice: OF_SOMEBODY,
  'advice of an entity': { ...OWN, EVE: 403, PIPELINE: 403 },
  patch: OWN,
  'patch of nobody’s workload': answers(404, { FAY: 200, ROOT: 200 }),
  imports: answers(403, { FAY: 200, ROOT: 200 }),
  changes: answers(403, { FAY: 200, ROOT: 200 }),
  'a change that there is not': answers(403, { FAY: 404, ROOT: 404 }),
  import: answers(403, { ROOT: 202 }),
  'import of an unknown source': answers(403, { ROOT: 404 }),
  'forgetting a source': answers(403, { ROOT: 204 }),
  'forgetting a source that is configured': answers(403, { ROOT: 409 }),
  'forgetting an unknown source': answers(403, { ROOT: 404 }),
};

const databases = createTestDatabases();

describe('who may what', () => {
  let costs: TestCosts;
  beforeEach(async () => {
    const knex = await databases.init('SQLITE_3');
    costs = await startCosts({
      knex,
      entities: MODEL_ENTITIES,
      cost: { prometheus: [{ id: 'main', url: 'http://127.0.0.1:1' }] },
    });
    await costs.insert([
      { day: '2026-03-01', entity: CHECKOUT, cost: '1' },
      { day: '2026-03-01', entity: CART, cost: '2' },
      { day: '2026-03-01', entity: LEDGER, cost: '4' },
      { day: '2026-03-01', entity: SHOP, cost: '8' },
      { day: '2026-03-01', entity: SHOP_TEAM, cost: '16' },
      { day: '2026-03-01', entity: 'component:default/gone', cost: '32' },
      { day: '2026-03-01', cost: '64', reason: 'noRule' },
    ]);
    await costs.insert(
      [{ day: '2020-01-01', entity: CHECKOUT, cost: '1' }],
      'left',
    );
    await insertAdvice({
      knex,
      advice: [
        { entity: CHECKOUT, saving: '1' },
        { entity: LEDGER, saving: '2' },
        { entity: 'component:default/gone', saving: '4' },
        { saving: '8' },
        { entity: LEDGER, state: 'withheld' },
        { state: 'withheld' },
      ],
      places: [
        { entityRef: CHECKOUT, ownerRef: SHOP_TEAM },
        { entityRef: LEDGER, ownerRef: CORE_TEAM, systemRef: SHOP },
      ],
    });
  });
  afterEach(() => costs.stop());

  const ask = (
    name: string,
    caller: Caller,
    entity = CHECKOUT,
    headers: Record<string, string> = {},
  ) => {
    const { method, path, body } = ROUTES[name];
    return costs.call(CALLERS[caller], method, path(entity), body, headers);
  };

  it.each(Object.keys(ROUTES))('is kept by the route: %s', async name => {
    const statuses: Record<string, number> = {};
    for (const caller of Object.keys(CALLERS) as Caller[]) {
      statuses[caller] = (await ask(name, caller)).status;
    }
    expect(statuses).toEqual(EXPECTED[name]);
  });

  it.each(Object.keys(ROUTES))(
    'is nothing with a token that is not valid: %s',
    async name => {
      const { status } = await ask(name, 'ADA', CHECKOUT, {
        Authorization: mockCredentials.user.invalidHeader(),
      });
      expect(status).toBe(401);
    },
  );

  it.each(['BOB', 'LEA', 'EVE', 'PIPELINE'] as const)(
    'tells %s nothing that entities which do not exist would not tell',
    async caller => {
      for (const name of ['summary', 'days', 'export']) {
        const foreign = await ask(name, caller);
        const missing = await ask(name, caller, NOTHING);
        expect([foreign.status, foreign.text]).toEqual([
          404,
          missing.text.replaceAll(NOTHING, CHECKOUT),
        ]);
      }
      const foreign = await ask('patch', caller);
      const missing = await ask('patch', caller, NOTHING);
      expect([foreign.status, foreign.text]).toEqual([
        404,
        missing.text.replaceAll(ADVICE[NOTHING], ADVICE[CHECKOUT]),
      ]);
    },
  );

  it('lets advice, and what it saves, be of what the caller may read and no more', async () => {
    const adviceOf = async (caller: Caller, query = '') => {
      const { body } = await costs.call(
        CALLERS[caller],
        'GET',
        `/advice${query}`,
      );
      const [{ message }] = body.sources;
      return [
        body.items.map(({ saving }: any) => saving.amount).join(),
        body.savings.map(({ amount }: any) => amount).join(),
        body.withheld,
        message,
      ];
    };
    const lacks = 'No exporter says more.';
    expect(await adviceOf('ADA')).toEqual(['1', '1', 0, undefined]);
    expect(await adviceOf('BOB')).toEqual(['2', '2', 1, undefined]);
    expect(await adviceOf('LEA')).toEqual(['', '', 0, undefined]);
    expect(await adviceOf('FAY')).toEqual(['8,4,2,1', '15', 2, lacks]);
    expect(await adviceOf('ROOT')).toEqual(['8,4,2,1', '15', 2, lacks]);
    const ofTeam = `?owner=${SHOP_TEAM}`;
    expect(await adviceOf('FAY', ofTeam)).toEqual(['1', '1', 0, lacks]);
    expect(await adviceOf('BOB', ofTeam)).toEqual(['', '', 0, undefined]);
    // Of its parts those that one may read, whoever owns the whole
    const ofSystem = `?entity=${SHOP}`;
    expect(await adviceOf('BOB', ofSystem)).toEqual(['2', '2', 1, undefined]);
    expect(await adviceOf('LEA', `?entity=${TRIBE}`)).toEqual([
      '',
      '',
      0,
      undefined,
    ]);
  });

  it('lets assistants read the advice that whom they work for may read', async () => {
    const savingsFor = async (caller: Caller) => {
      const { output }: any = await costs.actions.invoke({
        id: 'test:advice',
        input: {},
        credentials: mockCredentials.user(CALLERS[caller]),
      });
      return output.savings;
    };
    expect(await savingsFor('ADA')).toEqual([{ currency: 'EUR', amount: '1' }]);
    expect(await savingsFor('FAY')).toEqual([
      { currency: 'EUR', amount: '15' },
    ]);
    await expect(savingsFor('EVE')).rejects.toThrow(/cost.entity.read/);
  });

  it('lets movers be what the caller may read and no more', async () => {
    await costs.insert(
      [CHECKOUT, LEDGER, 'component:default/gone'].flatMap(entity => [
        { day: '2026-02-01', entity, cost: '1' },
        { day: '2026-03-01', entity, cost: '3' },
      ]),
      'other',
    );
    const moversOf = async (caller: Caller, name = 'movers') =>
      (
        await costs.call(
          CALLERS[caller],
          'GET',
          `${ROUTES[name].path('')}${name === 'movers' ? '?' : '&'}month=2026-03`,
        )
      ).body.items.map(({ entityRef }: any) => entityRef);
    expect(await moversOf('ADA')).toEqual([CHECKOUT]);
    expect(await moversOf('BOB')).toEqual([LEDGER]);
    expect(await moversOf('LEA')).toEqual([]);
    const all = [CHECKOUT, 'component:default/gone', LEDGER];
    expect(await moversOf('FAY')).toEqual(all);
    expect(await moversOf('ROOT')).toEqual(all);
    expect(await moversOf('ADA', 'movers of a team')).toEqual([CHECKOUT]);
    expect(await moversOf('BOB', 'movers of a team')).toEqual([]);
    expect(await moversOf('FAY', 'movers of a team')).toEqual([CHECKOUT]);
  });

  it('lets an overview hold what the caller may read and no more', async () => {
    const rowsOf = async (caller: Caller, name = 'overview') =>
      (await ask(name, caller)).body.items
        .map(({ entityRef }: any) => entityRef)
        .sort();
    const own = [CART, CHECKOUT, SHOP_TEAM];
    const all = [...own, 'component:default/gone', LEDGER, SHOP].sort();
    expect(await rowsOf('ADA')).toEqual(own);
    expect(await rowsOf('BOB')).toEqual([LEDGER]);
    expect(await rowsOf('LEA')).toEqual([]);
    // What the catalog has no more was paid all the same
    expect(await rowsOf('FAY')).toEqual(all);
    expect(await rowsOf('ROOT')).toEqual(all);
    expect(await rowsOf('ADA', 'overview of a team')).toEqual(own);
    expect(await rowsOf('BOB', 'overview of a team')).toEqual([]);
    expect(await rowsOf('FAY', 'overview of a team')).toEqual(own);
  });

  it('shows what is nobody’s, and how sums agree, to those alone who may read everything', async () => {
    const read = async (caller: Caller) => {
      const { body } = await ask('overview', caller);
      return [body.reconciliation, body.unattributed];
    };
    for (const caller of ['ADA', 'BOB', 'LEA'] as const) {
      expect(await read(caller)).toEqual([undefined, undefined]);
      expect((await ask('overview', caller)).text).not.toContain('127');
    }
    for (const caller of ['FAY', 'ROOT'] as const) {
      expect(await read(caller)).toEqual([
        [
          {
            source: 'cloud',
            currency: 'EUR',
            total: '127',
            attributed: '63',
            shared: '0',
            idle: '0',
            unattributed: '64',
            difference: '0',
          },
        ],
        [
          {
            source: 'cloud',
            currency: 'EUR',
            amount: '64',
            reason: 'no rule matched',
          },
        ],
      ]);
    }
  });

  it('reads the team of a member, and the sum of teams of a member of their parent', async () => {
    const sumOf = async (caller: Caller, entity: string) => {
      const { status, body } = await ask('summary', caller, entity);
      return status === 200 ? body.currencies[0].amount : status;
    };
    expect(await sumOf('ADA', SHOP_TEAM)).toBe('19');
    expect(await sumOf('LEA', TRIBE)).toBe('19');
    expect(await sumOf('ADA', TRIBE)).toBe(404);
    expect(await sumOf('BOB', SHOP_TEAM)).toBe(404);
    expect(await sumOf('LEA', SHOP_TEAM)).toBe(404);
  });

  it('names the known sources, puts on record who asked, and keeps what went wrong to those who repair it', async () => {
    const unknown = await ask('import of an unknown source', 'ROOT');
    expect(unknown.body.error.message).toBe(
      "There is no source 'nothing'; there are cloud",
    );
    expect((await ask('import', 'ROOT')).body).toMatchObject({
      source: 'cloud',
      title: 'The cloud',
      state: expect.any(String),
    });
    expect(costs.audited).toEqual([
      'cost-import failed',
      'cost-import succeeded',
    ]);
    const sourceOf = async (caller: Caller) =>
      (await ask('summary', caller)).body.sources[0];
    let failed = await sourceOf('ROOT');
    while (failed.state !== 'failed') {
      await new Promise(resolve => setTimeout(resolve, 20));
      failed = await sourceOf('ROOT');
    }
    expect(failed.message).toEqual(expect.any(String));
    expect(await sourceOf('ADA')).toMatchObject({ state: 'failed' });
    expect(await sourceOf('ADA')).not.toHaveProperty('message');
    await ask('export', 'ADA');
    expect(costs.audited.at(-1)).toBe('cost-export succeeded');
  });
});
