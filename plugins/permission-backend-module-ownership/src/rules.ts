import {
  catalogEntityCreatePermission,
  catalogEntityDeletePermission,
  catalogEntityReadPermission,
  catalogEntityRefreshPermission,
  catalogEntityValidatePermission,
  catalogLocationAnalyzePermission,
  catalogLocationCreatePermission,
  catalogLocationDeletePermission,
  catalogLocationReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import { Permission } from '@backstage/plugin-permission-common';
import {
  actionExecutePermission,
  taskCancelPermission,
  taskCreatePermission,
  taskReadPermission,
  templateDryRunPermission,
  templateManagementPermission,
  templateParameterReadPermission,
  templateStepReadPermission,
} from '@backstage/plugin-scaffolder-common/alpha';
import {
  costAdministerPermission,
  costReadAllPermission,
  costReadPermission,
} from '@plumbline/backstage-plugin-cost-common';
import {
  driftAdministerPermission,
  driftIngestPermission,
  driftOperatePermission,
  driftReadPermission,
} from '@plumbline/backstage-plugin-drift-common';
import {
  gitHostAdministerPermission,
  gitHostRepositoryCreatePermission,
  gitHostRepositoryReadPermission,
} from '@plumbline/backstage-plugin-git-host-common';

import {
  scansAdministerPermission,
  scansDecidePermission,
  scansFindingReadPermission,
  scansSummaryReadPermission,
  scansUploadPermission,
} from '@plumbline/backstage-plugin-scans-common';

/**
 * Who may: `everybody` who is signed in, `members` of at least one team, the
 * `owners` of the entity, the `starter` of the template run, or `admins` only.
 * Administrators may everything.
 */
type Rule = 'everybody' | 'members' | 'owners' | 'starter' | 'admins';

/** The rule of every permission that has been thought about, by its name. */
export const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  [catalogEntityReadPermission.name, 'everybody'],
  [catalogEntityCreatePermission.name, 'everybody'],
  [catalogEntityDeletePermission.name, 'owners'],
  [catalogEntityRefreshPermission.name, 'owners'],
  [catalogEntityValidatePermission.name, 'everybody'],
  [catalogLocationReadPermission.name, 'everybody'],
  // Somebody's first team is registered by somebody without a team
  [catalogLocationCreatePermission.name, 'everybody'],
  [catalogLocationAnalyzePermission.name, 'everybody'],
  // Belongs to no entity, so that there is no owner to ask for
  [catalogLocationDeletePermission.name, 'admins'],
  // The state of the catalog's sources, for those who can repair them
  ['catalog.ingestion.read', 'admins'],
  ['catalog.ingestion.manage', 'admins'],

  [taskCreatePermission.name, 'everybody'],
  [taskReadPermission.name, 'starter'],
  [taskCancelPermission.name, 'starter'],
  [templateParameterReadPermission.name, 'everybody'],
  [templateStepReadPermission.name, 'everybody'],
  [actionExecutePermission.name, 'everybody'],
  // The preview of a form; somebody's first team begins with one
  [templateDryRunPermission.name, 'everybody'],
  [templateManagementPermission.name, 'admins'],

  [gitHostRepositoryReadPermission.name, 'everybody'],
  [gitHostRepositoryCreatePermission.name, 'everybody'],
  [gitHostAdministerPermission.name, 'admins'],

  // For which entities, the plugin asks itself: it knows their owners
  [driftReadPermission.name, 'everybody'],
  [driftOperatePermission.name, 'members'],
  [driftIngestPermission.name, 'members'],
  [driftAdministerPermission.name, 'admins'],
  [scansSummaryReadPermission.name, 'everybody'],
  [scansFindingReadPermission.name, 'members'],
  [scansUploadPermission.name, 'members'],
  [scansDecidePermission.name, 'members'],
  [scansAdministerPermission.name, 'admins'],
  [costReadPermission.name, 'members'],
  [costReadAllPermission.name, 'admins'],
  [costAdministerPermission.name, 'admins'],

  ['kubernetes.clusters.read', 'members'],
  ['kubernetes.resources.read', 'members'],
  // Passes any request to the cluster with the backend's own account
  ['kubernetes.proxy', 'admins'],
]);

/** A permission that nobody has thought about yet may be used to read only. */
export function findRule(permission: Permission): Rule {
  return (
    RULES.get(permission.name) ??
    (permission.attributes.action === 'read' ? 'everybody' : 'admins')
  );
}
