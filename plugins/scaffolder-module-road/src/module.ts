import { createFrontendModule } from '@backstage/frontend-plugin-api';

/** Form fields of the road templates. @public */
export const scaffolderModuleRoad = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [],
});
