import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readBaseUrls } from '../config';
import { SourceAnnotationProcessor } from './SourceAnnotationProcessor';

/**
 * Links the entities of hosted repositories to their source:
 * `backend.add(catalogModuleGitHost)`.
 *
 * @public
 */
export const catalogModuleGitHost = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'git-host',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ catalog, config }) {
        catalog.addProcessor(
          new SourceAnnotationProcessor({ baseUrls: readBaseUrls(config) }),
        );
      },
    });
  },
});
