import { BackstageUserPrincipal } from '@backstage/backend-plugin-api';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';
import { TeamMembershipService } from '@plumbline/backstage-plugin-kit-node';
import { findRule } from './rules';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * Owners change what is theirs, everybody signed in reads the catalog,
 * administrators do all.
 *
 * Teams are those of the catalog now, not those of the sign-in. When the catalog
 * cannot be asked, a question that needs teams fails and nothing is allowed.
 */
export class OwnershipPolicy implements PermissionPolicy {
  readonly #adminGroups: Set<string>;
  readonly #teamMembership: TeamMembershipService;

  constructor(options: {
    adminGroups: string[];
    teamMembership: TeamMembershipService;
  }) {
    this.#adminGroups = new Set(options.adminGroups);
    this.#teamMembership = options.teamMembership;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const principal = user?.credentials.principal as
      Partial<BackstageUserPrincipal> | undefined;
    if (principal?.type !== 'user' || !principal.userEntityRef) {
      return DENY;
    }
    const rule = findRule(permission);
    if (rule === 'everybody') {
      return ALLOW;
    }
    const self = principal.userEntityRef;
    const teams = await this.#teamMembership.getTeams(self);
    if (teams.some(team => this.#adminGroups.has(team))) {
      return ALLOW;
    }
    switch (rule) {
      case 'members':
        return teams.length > 0 ? ALLOW : DENY;
      case 'owners':
        return allowOwners([self, ...teams]);
      case 'starter':
        return allowStarter(self);
      default:
        return DENY;
    }
  }
}

function allowOwners(claims: string[]): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    conditions: {
      rule: 'IS_ENTITY_OWNER',
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      params: { claims },
    },
  };
}

function allowStarter(userEntityRef: string): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'scaffolder',
    resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
    conditions: {
      rule: 'IS_TASK_OWNER',
      resourceType: RESOURCE_TYPE_SCAFFOLDER_TASK,
      params: { createdBy: [userEntityRef] },
    },
  };
}
