import {
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
  until,
} from '@plumbline/backstage-plugin-kit-node/testing';
import plugin from '..';

/** Of the shop team, which owns the checkout and the cart. */
export const ADA = 'user:default/ada';
/** Of the core team, which owns the ledger. */
export const BOB = 'user:default/bob';
/** Of the platform team, whose members administer. */
export const ROOT = 'user:default/root';
/** Of no team, and sees nothing in the catalog. */
export const EVE = 'user:default/eve';
/** A pipeline whose token is bound to the checkout. */
export const PIPELINE = 'external:ci-checkout';

export const CHECKOUT = 'component:default/checkout';
export const CART = 'component:default/cart';
export const LEDGER = 'component:default/ledger';

const PLATFORM_TEAM = 'group:default/platform-team';
const MEMBERSHIPS: Record<string, string[]> = {
  [ADA]: ['group:default/shop-team'],
  [BOB]: ['group:default/core-team'],
  [ROOT]: [PLATFORM_TEAM],
  [EVE]: [],
};

function component(name: string, owner: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      namespace: 'default',
      annotations: {
        'backstage.io/source-location': `url:https://git.example.com/shop/${name}/src/branch/main/`,
        'github.com/project-slug': `shop/${name}`,
        'gitlab.com/project-slug': `shop/backend/${name}`,
        'backstage.io/kubernetes-id': name,
      },
    },
    spec: { type: 'service', owner },
    relations: [
      { type: 'ownedBy', targetRef: `group:default/${owner}` },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  };
}

function system(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: { name, namespace: 'default' },
    relations: [{ type: 'partOf', targetRef: 'domain:default/retail' }],
  };
}

/** A running scans plugin, on loopback. */
export async function startScans(
  options: { database?: object; kubernetes?: object; scans?: object } = {},
) {
  const entities = [
    component('checkout', 'shop-team'),
    component('cart', 'shop-team'),
    component('ledger', 'core-team'),
    system('shop'),
    system('core'),
    { ...system('retail'), kind: 'Domain', relations: [] },
  ];
  const scheduler = mockServices.scheduler();
  const catalog = catalogServiceMock({ entities });
  hideFrom(catalog, EVE);
  const { features, actions, sent, audited } = createPortal({
    catalog,
    memberships: MEMBERSHIPS,
    isAllowed: ({ permission, user, teams }) =>
      // As Backstage does: to services all is allowed
      user === undefined ||
      permission === 'scans.summary.read' ||
      (permission === 'scans.administer'
        ? teams.includes(PLATFORM_TEAM)
        : teams.length > 0),
  });

  const backend = await startTestBackend({
    features: [
      plugin,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://portal.test:7007',
            database: options.database ?? {
              client: 'better-sqlite3',
              connection: ':memory:',
            },
          },
          permission: { enabled: true },
          ...(options.kubernetes ? { kubernetes: options.kubernetes } : {}),
          scans: {
            uploaders: [{ subject: 'ci-checkout', entities: [CHECKOUT] }],
            ...options.scans,
          },
        },
      }),
      ...features,
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
    ],
  });
  const api = `http://localhost:${backend.server.port()}/api/scans`;
  const call = createCaller({ api, pluginId: 'scans' });

  return {
    actions,
    api,
    audited,
    backend,
    call,
    /** Notifications that were sent. */
    sent,

    /** Uploads a report and waits until it was worked off. */
    async upload(
      report: unknown,
      query: Record<string, string> = {},
      who: string = ADA,
    ) {
      const parameters = new URLSearchParams({ entity: CHECKOUT, ...query });
      const answer = await call(
        who,
        'POST',
        `/uploads?${parameters}`,
        typeof report === 'string' || report instanceof Uint8Array
          ? report
          : JSON.stringify(report),
      );
      if (answer.status !== 202 && answer.status !== 200) {
        throw new Error(`${answer.status} ${answer.text}`);
      }
      const scan = await until(
        () => call(who, 'GET', `/scans/${answer.body.scan.id}`),
        ({ body }) => !['queued', 'processing'].includes(body.status),
      );
      return { ...scan.body, repeated: answer.body.repeated };
    },

    /** Findings of an entity. */
    async findings(query: Record<string, string> = {}, who: string = ADA) {
      const parameters = new URLSearchParams({ entity: CHECKOUT, ...query });
      const { status, body, text } = await call(
        who,
        'GET',
        `/findings?${parameters}`,
      );
      if (status !== 200) {
        throw new Error(`${status} ${text}`);
      }
      return body;
    },

    /** Runs a scheduled task to its end. */
    async runTask(id: string) {
      await scheduler.triggerTask(id);
    },

    /** Makes an entity part of another system. */
    moveTo(entityRef: string, systemRef: string) {
      const { name } = parseEntityRef(entityRef);
      for (const { metadata, relations } of entities) {
        for (const relation of metadata.name === name ? relations! : []) {
          if (relation.type === 'partOf') {
            relation.targetRef = systemRef;
          }
        }
      }
    },

    async stop() {
      await backend.stop();
    },
  };
}

/** What {@link startScans} returns. */
export type TestScans = Awaited<ReturnType<typeof startScans>>;
