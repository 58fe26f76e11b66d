import { createPermission } from '@backstage/plugin-permission-common';

/** Reading what an entity costs; for which entities is decided by membership of the owning team. @public */
export const costReadPermission = createPermission({
  name: 'cost.entity.read',
  attributes: { action: 'read' },
});

/** Reading what everything costs, what is unattributed and how imports went: for platform teams and finance. @public */
export const costReadAllPermission = createPermission({
  name: 'cost.all.read',
  attributes: { action: 'read' },
});

/** Having sources read again: for platform administrators. @public */
export const costAdministerPermission = createPermission({
  name: 'cost.administer',
  attributes: { action: 'update' },
});

/** Every permission of the cost plugin. @public */
export const costPermissions = [
  costReadPermission,
  costReadAllPermission,
  costAdministerPermission,
];
