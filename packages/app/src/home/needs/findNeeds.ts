import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { AlphaEntity } from '@backstage/catalog-model/alpha';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-react';
import type { DriftApi } from '@plumbline/backstage-plugin-drift';
import { Costs, findCostNeeds } from './findCostNeeds';
import { Security, findSecurityNeeds } from './findSecurityNeeds';

/** An open alert about drift. */
export type DriftAlert = Awaited<
  ReturnType<DriftApi['listOpenAlerts']>
>['items'][number];

/** One thing that waits for somebody. */
export interface Need {
  id: string;
  status: 'critical' | 'warn';
  /** The entity that it is about, or the name of what was to be made. */
  subject: { entityRef: string } | { title: string; href: string };
  /** What is wrong or waits. */
  what: string;
  /** ISO 8601, when known. */
  since?: string;
}

const ORPHAN_ANNOTATION = 'backstage.io/orphan';
const DAY_MS = 24 * 60 * 60 * 1000;
/** A failure nobody has come back to for this long is history, not work. */
const RECENT_MS = 7 * DAY_MS;

function findProcessingErrors(entity: AlphaEntity): Need[] {
  const entityRef = stringifyEntityRef(entity);
  const errors = (entity.status?.items ?? []).filter(
    item => item.level === 'error',
  );
  return errors.slice(0, 1).map(error => ({
    id: `${entityRef} processing`,
    status: 'critical',
    subject: { entityRef },
    what:
      errors.length > 1
        ? `${error.message} (and ${errors.length - 1} more)`
        : error.message,
  }));
}

function findOrphan(entity: Entity): Need[] {
  if (entity.metadata.annotations?.[ORPHAN_ANNOTATION] !== 'true') {
    return [];
  }
  const entityRef = stringifyEntityRef(entity);
  return [
    {
      id: `${entityRef} orphan`,
      status: 'warn',
      subject: { entityRef },
      what: 'its source no longer mentions it',
    },
  ];
}

function findDanglingRelations(
  entity: Entity,
  isMissing: (ref: string) => boolean,
): Need[] {
  const entityRef = stringifyEntityRef(entity);
  const missing = [
    ...new Set((entity.relations ?? []).map(relation => relation.targetRef)),
  ].filter(isMissing);
  return missing.length === 0
    ? []
    : [
        {
          id: `${entityRef} dangling`,
          status: 'warn',
          subject: { entityRef },
          what: `refers to ${missing.join(', ')}, which ${
            missing.length === 1 ? 'does' : 'do'
          } not exist`,
        },
      ];
}

/** Features that are named before the rest is only meant. */
const MOST_FEATURES = 3;

function findAlertNeeds(alerts: DriftAlert[]): Need[] {
  return alerts.map(alert => {
    const { kind, namespace, name } = parseEntityRef(alert.entityRef);
    const named = alert.columns.slice(0, MOST_FEATURES);
    const page = `/catalog/${namespace}/${kind}/${name}/drift`;
    const query = new URLSearchParams({
      view: 'alerts',
      monitor: alert.monitorId,
    });
    return {
      id: alert.id,
      status: alert.status === 'critical' ? 'critical' : 'warn',
      subject: { title: name, href: `${page}?${query}` },
      what:
        named.length === 0
          ? `drift: ${alert.summary}`
          : `drift: ${named.join(', ')}${
              alert.columns.length > named.length
                ? ` and ${alert.columns.length - named.length} more`
                : ''
            }`,
      since: alert.openedAt,
    };
  });
}

const templateOf = (task: ScaffolderTask) =>
  task.spec.templateInfo?.entityRef ?? 'template';

const titleOf = (task: ScaffolderTask) => {
  const { name } = task.spec.parameters;
  return typeof name === 'string' ? name : templateOf(task).split('/').pop()!;
};

function findTaskNeeds(tasks: ScaffolderTask[], now: Date): Need[] {
  const newestFirst = [...tasks].sort((a, b) =>
    b.createdAt.localeCompare(a.createdAt),
  );
  const seen = new Set<string>();
  return newestFirst.flatMap((task): Need[] => {
    // Only the last attempt counts: a failure that was repeated with success is done.
    const attempt = `${templateOf(task)} ${titleOf(task)}`;
    const isRepeated = seen.has(attempt);
    seen.add(attempt);
    const isRecent =
      now.getTime() - new Date(task.createdAt).getTime() < RECENT_MS;
    if (isRepeated || !isRecent) {
      return [];
    }
    const need = {
      id: task.id,
      subject: { title: titleOf(task), href: `/create/tasks/${task.id}` },
      since: task.lastHeartbeatAt ?? task.createdAt,
    };
    const template = templateOf(task).split('/').pop();
    switch (task.status) {
      case 'failed':
        return [
          {
            ...need,
            status: 'critical',
            what: `creating the ${template} failed`,
          },
        ];
      case 'open':
        return [
          {
            ...need,
            status: 'warn',
            what: `creating the ${template} waits for its turn`,
          },
        ];
      default:
        return [];
    }
  });
}

/** What waits for the owner of these entities, tasks, alerts, findings and costs, worst first. */
export function findNeeds(options: {
  entities: Entity[];
  /** Of the entities that these refer to, those the catalog does not have. */
  missingRefs: string[];
  tasks: ScaffolderTask[];
  alerts: DriftAlert[];
  security?: Security;
  costs?: Costs;
  now: Date;
}): Need[] {
  const missing = new Set(options.missingRefs);
  const needs = [
    ...options.entities.flatMap(entity => [
      ...findProcessingErrors(entity),
      ...findDanglingRelations(entity, ref => missing.has(ref)),
      ...findOrphan(entity),
    ]),
    ...findAlertNeeds(options.alerts),
    ...(options.security ? findSecurityNeeds(options.security) : []),
    ...(options.costs ? findCostNeeds(options.costs, options.now) : []),
    ...findTaskNeeds(options.tasks, options.now),
  ];
  return [
    ...needs.filter(need => need.status === 'critical'),
    ...needs.filter(need => need.status === 'warn'),
  ];
}
