import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { readBaseUrls, readGitopsRepository } from '../config';
import { GroupOriginProcessor } from './GroupOriginProcessor';
import { SourceAnnotationProcessor } from './SourceAnnotationProcessor';

/**
 * Links the entities of hosted repositories to their source, and takes a team
 * from its own file in the GitOps repository only:
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
        const baseUrls = readBaseUrls(config);
        const gitopsRepository = readGitopsRepository(config);
        catalog.addProcessor([
          new GroupOriginProcessor({ baseUrls, gitopsRepository }),
          new SourceAnnotationProcessor({ baseUrls }),
        ]);
      },
    });
  },
});
