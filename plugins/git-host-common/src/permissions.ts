import { createPermission } from '@backstage/plugin-permission-common';

/** Reading repositories, trees, files and commits. @public */
export const gitHostRepositoryReadPermission = createPermission({
  name: 'git-host.repository.read',
  attributes: { action: 'read' },
});

/** Creating a repository; which owner it may be given is decided by team membership. @public */
export const gitHostRepositoryCreatePermission = createPermission({
  name: 'git-host.repository.create',
  attributes: { action: 'create' },
});

/** Writing to and deleting every repository, whoever owns it: for platform administrators. @public */
export const gitHostAdministerPermission = createPermission({
  name: 'git-host.administer',
  attributes: { action: 'update' },
});

/** Every permission of the Git host. @public */
export const gitHostPermissions = [
  gitHostRepositoryReadPermission,
  gitHostRepositoryCreatePermission,
  gitHostAdministerPermission,
];
