import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { ReactElement } from 'react';
import { CostApi, costApiRef } from '../api/CostApi';
import {
  NOW,
  createDays,
  createImport,
  createOverview,
  createSummary,
} from './costFixtures';

// Charts measure themselves; jsdom has no sizes.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

// Only the day stands still: what waits goes on waiting
jest.useFakeTimers({
  now: new Date(NOW),
  doNotFake: [
    'clearImmediate',
    'clearInterval',
    'clearTimeout',
    'hrtime',
    'nextTick',
    'performance',
    'queueMicrotask',
    'requestAnimationFrame',
    'cancelAnimationFrame',
    'requestIdleCallback',
    'cancelIdleCallback',
    'setImmediate',
    'setInterval',
    'setTimeout',
  ],
});

/** A backend that knows one component. */
export function createCostApi(overrides: Partial<CostApi> = {}): CostApi {
  return {
    getSummary: async () => createSummary(),
    getDays: async () => createDays(),
    exportDays: async () => new Blob(['day,amount\n']),
    getOverview: async () => createOverview(),
    getMovers: async () => ({
      month: '2026-11',
      metric: 'effective',
      items: [],
    }),
    getAdvice: async () => ({
      items: [],
      savings: [],
      withheld: 0,
      sources: [],
    }),
    getAdvicePatch: async () => 'apiVersion: apps/v1\n',
    getModel: async ({ entity }) => ({
      entityRef: entity,
      month: '2026-11',
      metric: 'effective',
      currencies: [],
      pipelines: [],
      servers: [],
      runs: { count: null, reason: 'no run is known' },
      predictions: { count: null, reason: 'nothing counts them' },
      tokens: { count: null, reason: 'nothing counts them' },
      runList: [],
      sources: [],
    }),
    getModels: async () => ({
      month: '2026-11',
      metric: 'effective',
      items: [],
      isComplete: true,
      sources: [],
    }),
    getChanges: async () => ({ items: [] }),
    getChange: async id => ({
      id,
      source: 'cloud',
      title: 'Cloud account',
      at: NOW,
      cause: 'rules',
      months: ['2026-11'],
      entities: 0,
      differences: [],
    }),
    listImports: async () => ({ items: [createImport()] }),
    startImport: async () => {},
    forgetSource: async () => {},
    ...overrides,
  };
}

export function createEntity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: { type: 'service', owner: 'group:default/core-team' },
  };
}

const checkout = createEntity('Component', 'checkout');

/** A part of an entity's page as the portal shows it at an address. */
export function renderCost(
  element: ReactElement,
  options: {
    costApi?: CostApi;
    entity?: Entity;
    query?: string;
    isAdministrator?: boolean;
  } = {},
) {
  const { costApi = createCostApi(), entity = checkout } = options;
  return renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      initialRouteEntries: [
        `/catalog/default/component/checkout/cost${options.query ?? ''}`,
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [costApiRef, costApi],
        [catalogApiRef, catalogApiMock({ entities: [checkout] })],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: options.isAdministrator
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
          }),
        ],
      ],
    },
  );
}

/** What the backend says to somebody whom it does not concern, as the client throws it. */
export function createRefusal(name: string): Error {
  const cause = Object.assign(new Error('not for you'), { name });
  return Object.assign(new Error('Request failed'), {
    name: 'ResponseError',
    cause,
  });
}
