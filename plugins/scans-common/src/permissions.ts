import { createPermission } from '@backstage/plugin-permission-common';

/** Reading how many findings of which severity an entity has, and when it was scanned. @public */
export const scansSummaryReadPermission = createPermission({
  name: 'scans.summary.read',
  attributes: { action: 'read' },
});

/** Reading findings, with their places and decisions; for which entities is decided by membership of the owning team. @public */
export const scansFindingReadPermission = createPermission({
  name: 'scans.finding.read',
  attributes: { action: 'read' },
});

/** Uploading reports; people for the entities of their teams, machines by a token that is bound to entities. @public */
export const scansUploadPermission = createPermission({
  name: 'scans.scan.create',
  attributes: { action: 'create' },
});

/** Deciding about findings of one's teams: accepting a risk, calling one a false positive, confirming that what a held scan misses is gone, and so on. @public */
export const scansDecidePermission = createPermission({
  name: 'scans.finding.decide',
  attributes: { action: 'update' },
});

/** Reading and doing all of it for every entity, and approving decisions: for platform and security administrators. @public */
export const scansAdministerPermission = createPermission({
  name: 'scans.administer',
  attributes: { action: 'update' },
});

/** Every permission of the scans plugin. @public */
export const scansPermissions = [
  scansSummaryReadPermission,
  scansFindingReadPermission,
  scansUploadPermission,
  scansDecidePermission,
  scansAdministerPermission,
];
