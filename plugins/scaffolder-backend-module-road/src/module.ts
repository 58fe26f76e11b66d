import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  createTemplateFilter,
  scaffolderTemplatingExtensionPoint,
} from '@backstage/plugin-scaffolder-node/alpha';
import { teamMembershipServiceRef } from '@plumbline/backstage-plugin-kit-node';
import { readRoadConfig } from './config';
import { createRoadActions } from './createRoadActions';
import { ESCAPING_FILTERS } from './templating/filters';

/**
 * Adds the road actions to the scaffolder, and their escaping filters to the
 * templates of others (`fetch:template` and step inputs).
 *
 * @public
 */
export const scaffolderModuleRoad = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'road',
  register(env) {
    env.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        templating: scaffolderTemplatingExtensionPoint,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        teamMembership: teamMembershipServiceRef,
      },
      async init({ actions, templating, config, ...services }) {
        actions.addActions(
          ...createRoadActions({
            ...services,
            config,
            road: readRoadConfig(config),
          }),
        );
        templating.addTemplateFilters(
          Object.entries(ESCAPING_FILTERS).map(([id, filter]) =>
            createTemplateFilter({
              id,
              description: filter.description,
              schema: z => z.function().args(z.any()).returns(z.string()),
              filter: filter.write,
            }),
          ),
        );
      },
    });
  },
});
