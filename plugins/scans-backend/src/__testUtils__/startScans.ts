import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  ActionsRegistryService,
  actionsRegistryServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { teamMembershipServiceRef } from '@plumbline/backstage-plugin-kit-node';
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
  options: { database?: object; scans?: object } = {},
) {
  const entities = [
    component('checkout', 'shop-team'),
    component('cart', 'shop-team'),
    component('ledger', 'core-team'),
    system('shop'),
    system('core'),
    { ...system('retail'), kind: 'Domain', relations: [] },
  ];
  const audited: string[] = [];
  const sent: any[] = [];
  const actions = actionsRegistryServiceMock();
  const scheduler = mockServices.scheduler();
  const catalog = catalogServiceMock({ entities });
  const getEntitiesByRefs = catalog.getEntitiesByRefs.bind(catalog);
  catalog.getEntitiesByRefs = async (request, asking: any) =>
    asking.credentials.principal.userEntityRef === EVE
      ? { items: request.entityRefs.map(() => undefined) }
      : getEntitiesByRefs(request, asking);

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
          scans: {
            uploaders: [{ subject: 'ci-checkout', entities: [CHECKOUT] }],
            ...options.scans,
          },
        },
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      createServiceFactory({
        service: teamMembershipServiceRef,
        deps: {},
        factory: () => ({
          getTeams: async (user: string) => MEMBERSHIPS[user] ?? [],
        }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => {
            sent.push(notification);
          },
        }),
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: (): ActionsRegistryService => actions,
      }),
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () => scheduler,
      }),
      mockServices.permissions.mock({
        authorize: async (requests, { credentials }: any) =>
          requests.map(({ permission }) => {
            const { userEntityRef } = credentials.principal;
            const teams = MEMBERSHIPS[userEntityRef] ?? [];
            const isAllowed =
              permission.name === 'scans.summary.read' ||
              (permission.name === 'scans.administer'
                ? teams.includes(PLATFORM_TEAM)
                : teams.length > 0) ||
              (userEntityRef === undefined &&
                permission.name === 'scans.scan.create');
            return {
              result: isAllowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
            } as { result: AuthorizeResult.ALLOW };
          }),
      }).factory,
      mockServices.auditor.mock({
        createEvent: async ({ eventId }) => ({
          success: async () => {
            audited.push(`${eventId} succeeded`);
          },
          fail: async () => {
            audited.push(`${eventId} failed`);
          },
        }),
      }).factory,
    ],
  });
  const api = `http://localhost:${backend.server.port()}/api/scans`;

  function headerOf(who: string | undefined): string {
    if (who === undefined) {
      return mockCredentials.none.header();
    }
    return who.startsWith('user:')
      ? mockCredentials.user.header(who)
      : mockCredentials.service.header({
          onBehalfOf: {
            $$type: '@backstage/BackstageCredentials',
            principal: { type: 'service', subject: who },
          } as never,
          targetPluginId: 'scans',
        });
  }

  async function call(
    who: string | undefined,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: any; text: string; headers: Headers }> {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${api}${path}`, {
      method,
      headers: {
        Authorization: headerOf(who),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: (isRaw ? body : JSON.stringify(body)) as never }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : {},
    };
  }

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
      for (;;) {
        const { body } = await call(
          who,
          'GET',
          `/scans/${answer.body.scan.id}`,
        );
        if (!['queued', 'processing'].includes(body.status)) {
          return { ...body, repeated: answer.body.repeated };
        }
        await new Promise(resolve => setTimeout(resolve, 20));
      }
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
