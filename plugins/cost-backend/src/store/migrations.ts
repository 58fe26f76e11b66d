import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** Where the migrations of the plugin lie. */
export const MIGRATIONS = resolvePackagePath(
  '@plumbline/backstage-plugin-cost-backend',
  'migrations',
);
