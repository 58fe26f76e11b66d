import { createBackend } from '@backstage/backend-defaults';
import {
  catalogModuleGitHost,
  gitHostUrlReaderFactory,
} from '@plumbline/backstage-plugin-git-host-backend';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-proxy-backend'));

// Sign-in: guest in local mode, OpenID Connect when it is configured
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(
  import('@plumbline/backstage-plugin-auth-backend-module-oidc-teams'),
);

// Who may do what: replace this one line to bring a policy of your own
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@plumbline/backstage-plugin-permission-backend-module-ownership'),
);

backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@plumbline/backstage-plugin-catalog-backend-module-ml'));

backend.add(import('@plumbline/backstage-plugin-git-host-backend'));
backend.add(gitHostUrlReaderFactory);
backend.add(catalogModuleGitHost);

backend.add(import('@plumbline/backstage-plugin-cost-backend'));
backend.add(import('@plumbline/backstage-plugin-drift-backend'));
backend.add(import('@plumbline/backstage-plugin-scans-backend'));

backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-scaffolder-backend-module-notifications'),
);
backend.add(
  import('@plumbline/backstage-plugin-scaffolder-backend-module-road'),
);

backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@backstage/plugin-kubernetes-backend'));

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-pg'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));

backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));

backend.start();
