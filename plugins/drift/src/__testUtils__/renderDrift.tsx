import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { Entity } from '@backstage/catalog-model';
import { ReactElement } from 'react';
import { DriftApi, driftApiRef } from '../api/DriftApi';
import { createAlert, createRetraining } from './alertFixtures';
import {
  createColumn,
  createDetail,
  region,
  regionDetail,
  steady,
} from './columnFixtures';
import {
  createPerformance,
  createPlayground,
  createVersion,
} from './modelFixtures';
import {
  createHistory,
  createMonitor,
  createRun,
  createSummary,
} from './monitorFixtures';

const refuse = async () => {
  throw new Error('not expected');
};

/** A backend with one monitor of one model; every write is refused unless given. */
export function createDriftApi(overrides: Partial<DriftApi> = {}): DriftApi {
  return {
    getSummaries: async refs =>
      refs.map(entityRef => ({
        entityRef,
        monitors:
          entityRef === 'resource:default/credit-risk' ? [createSummary()] : [],
      })),
    getMonitor: async () => createMonitor(),
    getHistory: async () => createHistory(),
    listSources: async () => [
      { name: 'lake', kind: 's3' },
      { name: 'warehouse', kind: 'postgres' },
    ],
    previewBaseline: refuse,
    activateBaseline: refuse,
    getIngestActivity: async () => ({
      receivedAt: '2026-11-20T09:59:00Z',
      predictions: 12_340,
      labels: 1,
    }),
    listRuns: async () => ({ items: [createRun()] }),
    startRun: refuse,
    cancelRun: refuse,
    listColumns: async () => ({ items: [...steady, region, createColumn()] }),
    getColumn: async (_run, column) =>
      column === 'region' ? regionDetail : createDetail({ column }),
    getRunContract: async () => ({}),
    exportRun: async () => new Blob(['column,status\n']),
    getPerformance: async () => createPerformance(),
    listAlerts: async () => ({ items: [createAlert()] }),
    listOpenAlerts: async () => ({ items: [createAlert()] }),
    actOnAlert: refuse,
    listRetraining: async () => ({ items: [createRetraining()] }),
    decideRetraining: refuse,
    getModelVersions: async () => ({
      versions: [
        createVersion(),
        createVersion({
          version: '7',
          aliases: [],
          metrics: { auc: 0.861, f1: 0.63 },
          parameters: { max_depth: '4', learning_rate: '0.1', seed: '7' },
          drift: undefined,
        }),
      ],
      failures: [],
    }),
    getPlayground: async () => createPlayground(),
    askModel: refuse,
    ...overrides,
  };
}

export const model: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'credit-risk', namespace: 'default' },
  spec: { type: 'ml-model', owner: 'group:default/ml-team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/ml-team' }],
};

export const team: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'ml-team', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

/** A part of an entity's page as the portal shows it at an address. */
export function renderDrift(
  element: ReactElement,
  options: {
    driftApi?: DriftApi;
    entity?: Entity;
    entities?: Entity[];
    query?: string;
  } = {},
) {
  const { driftApi = createDriftApi(), entity = model } = options;
  return renderInTestApp(
    <EntityProvider entity={entity}>{element}</EntityProvider>,
    {
      initialRouteEntries: [
        `/catalog/default/resource/credit-risk/drift${options.query ?? ''}`,
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [driftApiRef, driftApi],
        [
          catalogApiRef,
          catalogApiMock({ entities: options.entities ?? [model, team] }),
        ],
      ],
    },
  );
}
