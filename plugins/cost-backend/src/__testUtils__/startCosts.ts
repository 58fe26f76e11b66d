import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  createCaller,
  createPortal,
  hideFrom,
} from '@plumbline/backstage-plugin-kit-node/testing';
import { Knex } from 'knex';
import plugin from '..';
import { insertCosts, TestCost } from './insertCosts';

/** Of the shop team, which owns the checkout and the cart. */
export const ADA = 'user:default/ada';
/** Of the core team, which owns the ledger. */
export const BOB = 'user:default/bob';
/** Of the platform team, whose members administer. */
export const ROOT = 'user:default/root';
/** Of the team that has the shop team as its child. */
export const LEA = 'user:default/lea';
/** Of finance, who read everything. */
export const FAY = 'user:default/fay';
/** Of no team, and sees nothing in the catalog. */
export const EVE = 'user:default/eve';
/** A token that may do nothing here. */
export const PIPELINE = 'external:ci-checkout';

export const CHECKOUT = 'component:default/checkout';
export const CART = 'component:default/cart';
export const LEDGER = 'component:default/ledger';
export const SHOP = 'system:default/shop';
export const RETAIL = 'domain:default/retail';
export const SHOP_TEAM = 'group:default/shop-team';
export const CORE_TEAM = 'group:default/core-team';
export const TRIBE = 'group:default/tribe';

const PLATFORM_TEAM = 'group:default/platform-team';
const FINANCE = 'group:default/finance';
const MEMBERSHIPS: Record<string, string[]> = {
  [ADA]: [SHOP_TEAM],
  [BOB]: [CORE_TEAM],
  [ROOT]: [PLATFORM_TEAM],
  [LEA]: [TRIBE],
  [FAY]: [FINANCE],
  [EVE]: [],
};

function entity(
  ref: string,
  options: {
    owner?: string;
    partOf?: string;
    parent?: string;
    childOf?: string;
    budget?: string;
  } = {},
): Entity {
  const { kind, namespace, name } = parseEntityRef(ref);
  const { owner, partOf, parent, childOf, budget } = options;
  const relation = (type: string, targetRef: string | undefined) =>
    targetRef ? [{ type, targetRef }] : [];
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace,
      annotations: budget ? { 'plumbline.dev/budget': budget } : {},
    },
    spec: { type: 'service', ...(parent ? { parent } : {}) },
    relations: [
      ...relation('ownedBy', owner),
      ...relation('partOf', partOf),
      ...relation('childOf', childOf ?? (parent && `group:default/${parent}`)),
    ],
  };
}

function place(
  entityRef: string,
  ownerRef: string,
  parts: { systemRef?: string; domainRef?: string } = {},
) {
  return { entityRef, ownerRef, ...parts };
}

const IN_SHOP = { systemRef: SHOP, domainRef: RETAIL };
const PLACES = [
  place(CHECKOUT, SHOP_TEAM, IN_SHOP),
  place(CART, SHOP_TEAM),
  place(LEDGER, CORE_TEAM, IN_SHOP),
];

/** A running cost plugin, on loopback, with what the tests say is stored. */
export async function startCosts(options: {
  knex: Knex;
  /** The budgets of entities, as their annotations say. */
  annotated?: Record<string, string>;
  cost?: object;
  /** Entities besides those. */
  entities?: readonly Entity[];
  /** Plugins besides it. */
  features?: readonly BackendFeature[];
}) {
  const { knex, annotated = {}, cost = {} } = options;
  const catalog = catalogServiceMock({
    entities: [
      entity(CHECKOUT, {
        owner: SHOP_TEAM,
        partOf: SHOP,
        budget: annotated[CHECKOUT],
      }),
      entity(CART, { owner: SHOP_TEAM, budget: annotated[CART] }),
      entity(LEDGER, { owner: CORE_TEAM, partOf: SHOP }),
      entity(SHOP, { owner: CORE_TEAM, partOf: RETAIL }),
      entity(RETAIL, { owner: CORE_TEAM }),
      entity(SHOP_TEAM, { parent: 'tribe', budget: annotated[SHOP_TEAM] }),
      // The tribe says that it is its child; the team itself does not
      entity(CORE_TEAM, { childOf: TRIBE }),
      entity(TRIBE),
      ...(options.entities ?? []),
    ],
  });
  hideFrom(catalog, EVE);
  const portal = createPortal({
    catalog,
    memberships: MEMBERSHIPS,
    isAllowed: ({ permission, teams }) =>
      teams.includes(PLATFORM_TEAM) ||
      (permission === 'cost.all.read' && teams.includes(FINANCE)) ||
      (permission === 'cost.entity.read' && teams.length > 0),
  });
  const scheduler = mockServices.scheduler();
  const backend = await startTestBackend({
    features: [
      plugin,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          cost: {
            sources: [
              { id: 'cloud', title: 'The cloud', folder: '/nonexistent/cloud' },
            ],
            ...cost,
          },
        },
      }),
      ...portal.features,
      ...(options.features ?? []),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => mockServices.database({ knex }),
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });
  const api = `http://localhost:${backend.server.port()}/api/cost`;
  const call = createCaller({ api, pluginId: 'cost' });
  return {
    ...portal,
    call,
    knex,

    /** Stores costs as an import does. */
    async insert(costs: readonly TestCost[], source = 'cloud') {
      await insertCosts({
        knex,
        costs,
        source,
        places: PLACES,
        now: new Date().toISOString(),
      });
    },

    /** What the API answers, when it does. */
    async get(path: string, query: Record<string, string>, who: string = ADA) {
      const { status, body, text } = await call(
        who,
        'GET',
        `/${path}?${new URLSearchParams(query)}`,
      );
      if (status !== 200) {
        throw new Error(`${status} ${text}`);
      }
      return { ...body, text };
    },

    /** Runs a scheduled task to its end. */
    async runTask(id: string) {
      await scheduler.triggerTask(id);
    },

    async stop() {
      await backend.stop();
    },
  };
}

/** What {@link startCosts} returns. */
export type TestCosts = Awaited<ReturnType<typeof startCosts>>;

/** Sets the clock, and nothing but the clock. */
export function setNow(now: string): void {
  jest.useFakeTimers({
    now: new Date(now),
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
}
