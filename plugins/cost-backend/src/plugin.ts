import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { openDatabase } from '@plumbline/backstage-plugin-kit-node';
import { MIGRATIONS } from './store/migrations';

/**
 * What entities cost, by bills and cost allocations.
 *
 * @public
 */
export const costPlugin = createBackendPlugin({
  pluginId: 'cost',
  register(env) {
    env.registerInit({
      deps: {
        database: coreServices.database,
      },
      async init(deps) {
        await openDatabase(deps.database, MIGRATIONS);
      },
    });
  },
});
