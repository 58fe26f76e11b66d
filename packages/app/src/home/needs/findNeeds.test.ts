import type { AlphaEntity } from '@backstage/catalog-model/alpha';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-react';
import { DriftAlert, findNeeds } from './findNeeds';

const now = new Date('2026-11-20T12:00:00Z');

const entity = (
  name: string,
  rest: Partial<AlphaEntity> = {},
): AlphaEntity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  ...rest,
  metadata: { name, namespace: 'default', ...rest.metadata },
});

const task = (
  id: string,
  status: ScaffolderTask['status'],
  createdAt: string,
  name = 'churn',
): ScaffolderTask =>
  ({
    id,
    status,
    createdAt,
    lastHeartbeatAt: createdAt,
    spec: {
      parameters: { name },
      templateInfo: { entityRef: 'template:default/service' },
    },
  }) as unknown as ScaffolderTask;

const find = (options: Partial<Parameters<typeof findNeeds>[0]>) =>
  findNeeds({
    entities: [],
    missingRefs: [],
    tasks: [],
    alerts: [],
    now,
    ...options,
  });

it('finds nothing when everything is in order', () => {
  expect(
    find({
      entities: [
        entity('churn', {
          relations: [{ type: 'dependsOn', targetRef: 'resource:default/db' }],
          status: {
            items: [{ type: 'x', level: 'info', message: 'seen' }],
          },
        }),
      ],
      tasks: [task('1', 'completed', '2026-11-20T11:00:00Z')],
    }),
  ).toEqual([]);
});

it('puts what is broken before what is only suspicious', () => {
  const needs = find({
    entities: [
      entity('a', {
        relations: [
          { type: 'dependsOn', targetRef: 'resource:default/gone' },
          { type: 'dependsOn', targetRef: 'resource:default/here' },
        ],
      }),
      entity('b', {
        status: {
          items: [
            {
              type: 'backstage.io/catalog-processing',
              level: 'error',
              message: 'cannot read catalog-info.yaml',
            },
          ],
        },
      }),
    ],
    missingRefs: ['resource:default/gone'],
  });
  expect(needs).toEqual([
    expect.objectContaining({
      status: 'critical',
      subject: { entityRef: 'component:default/b' },
      what: 'cannot read catalog-info.yaml',
    }),
    expect.objectContaining({
      status: 'warn',
      subject: { entityRef: 'component:default/a' },
      what: 'refers to resource:default/gone, which does not exist',
    }),
  ]);
});

it('names an entity whose source no longer mentions it', () => {
  expect(
    find({
      entities: [
        entity('lost', {
          metadata: {
            name: 'lost',
            annotations: { 'backstage.io/orphan': 'true' },
          },
        }),
      ],
    }),
  ).toEqual([
    expect.objectContaining({ what: 'its source no longer mentions it' }),
  ]);
});

it('reports a failed run with the way to it, until it is repeated with success', () => {
  const failed = task('1', 'failed', '2026-11-20T10:00:00Z');
  expect(find({ tasks: [failed] })).toEqual([
    {
      id: '1',
      status: 'critical',
      subject: { title: 'churn', href: '/create/tasks/1' },
      what: 'creating the service failed',
      since: '2026-11-20T10:00:00Z',
    },
  ]);
  const repeated = task('2', 'completed', '2026-11-20T11:00:00Z');
  expect(find({ tasks: [failed, repeated] })).toEqual([]);
  const another = task('3', 'completed', '2026-11-20T11:00:00Z', 'fraud');
  expect(find({ tasks: [failed, another] })).toHaveLength(1);
});

it('lets old failures rest', () => {
  expect(
    find({ tasks: [task('1', 'failed', '2026-11-01T10:00:00Z')] }),
  ).toEqual([]);
});

it('names the features of an open alert and leads to it', () => {
  const alert: DriftAlert = {
    id: 'a1',
    monitorId: 'm1',
    monitorName: 'inputs',
    entityRef: 'resource:default/credit-risk',
    state: 'open',
    status: 'critical',
    summary: '4 of 11 features drifted',
    openedAt: '2026-11-18T06:00:00Z',
    updatedAt: '2026-11-20T06:00:00Z',
    columns: ['income', 'region', 'age', 'score'],
    events: [],
    canAct: true,
  };
  expect(find({ alerts: [alert] })).toEqual([
    {
      id: 'a1',
      status: 'critical',
      subject: {
        title: 'credit-risk',
        href: '/catalog/default/resource/credit-risk/drift?view=alerts&monitor=m1',
      },
      what: 'drift: income, region, age and 1 more',
      since: '2026-11-18T06:00:00Z',
    },
  ]);
});
