import {
  BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  ActionsRegistryService,
  ActionsService,
  actionsRegistryServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  CatalogService,
  catalogServiceRef,
} from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { teamMembershipServiceRef } from '../teamMembership';

/** Who asks for a permission; a service has no user and no teams. @public */
export interface PermissionQuestion {
  permission: string;
  user?: string;
  teams: string[];
}

/** The portal around a plugin under test, and what the plugin told it. @public */
export interface TestPortal {
  features: BackendFeature[];
  actions: ActionsRegistryService & ActionsService;
  /** Notifications that were sent. */
  sent: any[];
  /** Events and how they ended, such as `decision-create succeeded`. */
  audited: string[];
}

/**
 * What a plugin asks the portal for: catalog, teams, permissions, notifications,
 * actions and audit.
 *
 * @param options - `memberships`: the teams by user, read anew at each question
 * @public
 */
export function createPortal(options: {
  catalog: CatalogService;
  memberships: Record<string, string[]>;
  isAllowed(question: PermissionQuestion): boolean;
}): TestPortal {
  const { catalog, memberships, isAllowed } = options;
  const sent: any[] = [];
  const audited: string[] = [];
  const actions = actionsRegistryServiceMock();
  const teamsOf = (user: string | undefined) =>
    (user && memberships[user]) || [];
  return {
    actions,
    sent,
    audited,
    features: [
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => catalog,
      }),
      createServiceFactory({
        service: teamMembershipServiceRef,
        deps: {},
        factory: () => ({ getTeams: async (user: string) => teamsOf(user) }),
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async notification => {
            sent.push(notification);
          },
        }),
      }),
      createServiceFactory({
        service: actionsRegistryServiceRef,
        deps: {},
        factory: (): ActionsRegistryService => actions,
      }),
      mockServices.permissions.mock({
        authorize: async (requests, { credentials }: any) =>
          requests.map(({ permission }) => {
            const user = credentials.principal.userEntityRef;
            const teams = teamsOf(user);
            return {
              result: isAllowed({ permission: permission.name, user, teams })
                ? AuthorizeResult.ALLOW
                : AuthorizeResult.DENY,
            } as { result: AuthorizeResult.ALLOW };
          }),
      }).factory,
      mockServices.auditor.mock({
        createEvent: async ({ eventId }) => ({
          success: async () => {
            audited.push(`${eventId} succeeded`);
          },
          fail: async () => {
            audited.push(`${eventId} failed`);
          },
        }),
      }).factory,
    ],
  };
}
