import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { teamMembershipServiceRef } from '@plumbline/backstage-plugin-kit-node';
import { OwnershipPolicy } from './OwnershipPolicy';
import { readAdminGroups } from './readAdminGroups';

/** Installs the policy by which owners change what is theirs. @public */
export const permissionModuleOwnership = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ownership',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        policy: policyExtensionPoint,
        teamMembership: teamMembershipServiceRef,
      },
      async init({ config, policy, teamMembership }) {
        const adminGroups = readAdminGroups(config);
        policy.setPolicy(new OwnershipPolicy({ adminGroups, teamMembership }));
      },
    });
  },
});
