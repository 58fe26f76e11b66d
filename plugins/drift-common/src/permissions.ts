import { createPermission } from '@backstage/plugin-permission-common';

/** Reading monitors, runs, results and alerts of the entities that one may see. @public */
export const driftReadPermission = createPermission({
  name: 'drift.read',
  attributes: { action: 'read' },
});

/**
 * Creating monitors, starting runs, choosing baselines, acting on alerts,
 * deciding about retraining and asking a model server; for which entities is
 * decided by membership of the owning team.
 *
 * @public
 */
export const driftOperatePermission = createPermission({
  name: 'drift.operate',
  attributes: { action: 'update' },
});

/** Sending predictions and labels; people for the entities of their teams, machines by a token that the operator gave them. @public */
export const driftIngestPermission = createPermission({
  name: 'drift.ingest',
  attributes: { action: 'create' },
});

/** Doing all of it for every entity: for platform administrators. @public */
export const driftAdministerPermission = createPermission({
  name: 'drift.administer',
  attributes: { action: 'update' },
});

/** Every permission of the drift plugin. @public */
export const driftPermissions = [
  driftReadPermission,
  driftOperatePermission,
  driftIngestPermission,
  driftAdministerPermission,
];
