import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ReactElement } from 'react';
import { ScansApi, scansApiRef } from '../api/ScansApi';
import {
  createDecision,
  createFinding,
  createFindingDetail,
  sqlFinding,
} from './findingFixtures';
import { createPosture, createScan, createSummary } from './scanFixtures';

// Charts measure themselves; jsdom has no sizes.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

const refuse = async () => {
  throw new Error('not expected');
};

/** A backend that knows one component; every write is refused unless given. */
export function createScansApi(overrides: Partial<ScansApi> = {}): ScansApi {
  return {
    getPosture: async () => createPosture(),
    getOverview: async () => ({ items: [createSummary()], isComplete: true }),
    listFindings: async () => ({
      items: [createFinding(), sqlFinding],
      total: 2,
      isTotalExact: true,
    }),
    exportFindings: refuse,
    getFinding: async id => createFindingDetail({ id }),
    decide: refuse,
    listDecisions: async () => ({ items: [createDecision()] }),
    actOnDecision: refuse,
    upload: refuse,
    getScan: async id => createScan({ id }),
    answerHeld: refuse,
    importVex: refuse,
    setRetired: refuse,
    ...overrides,
  };
}

export const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
  spec: { type: 'service', owner: 'group:default/core-team' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/core-team' },
    { type: 'partOf', targetRef: 'system:default/storefront' },
  ],
};

export const team: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'core-team', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

/** A part of an entity's page as the portal shows it at an address. */
export function renderScans(
  element: ReactElement,
  options: { scansApi?: ScansApi; entity?: Entity; query?: string } = {},
) {
  const { scansApi = createScansApi(), entity = checkout } = options;
  return renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      initialRouteEntries: [
        `/catalog/default/component/checkout/security${options.query ?? ''}`,
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [scansApiRef, scansApi],
        [catalogApiRef, catalogApiMock({ entities: [checkout, team] })],
      ],
    },
  );
}
