import { createApp } from '@backstage/frontend-defaults';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import userSettingsAppModule from '@backstage/plugin-app-module-user-settings';
import authPlugin from '@backstage/plugin-auth';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import catalogImportPlugin from '@backstage/plugin-catalog-import/alpha';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import techdocsAddons from '@backstage/plugin-techdocs-module-addons-contrib/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import costPlugin from '@plumbline/backstage-plugin-cost';
import driftPlugin from '@plumbline/backstage-plugin-drift';
import gitHostPlugin from '@plumbline/backstage-plugin-git-host';
import scaffolderModuleRoad from '@plumbline/backstage-plugin-scaffolder-module-road';
import scansPlugin from '@plumbline/backstage-plugin-scans';
import { homePlugin } from './home';
import { navModule } from './nav';
import { signInModule } from './signIn';
import { themeModule } from './theme';

/** Everything the portal shows; what is not listed is not in the bundle. */
const features = [
  apiDocsPlugin,
  authPlugin,
  catalogGraphPlugin,
  catalogImportPlugin,
  catalogPlugin,
  costPlugin,
  driftPlugin,
  gitHostPlugin,
  homePlugin,
  kubernetesPlugin,
  navModule,
  notificationsPlugin,
  orgPlugin,
  scaffolderModuleRoad,
  scaffolderPlugin,
  scansPlugin,
  searchPlugin,
  signInModule,
  signalsPlugin,
  techdocsAddons,
  techdocsPlugin,
  themeModule,
  userSettingsAppModule,
  userSettingsPlugin,
];

export default createApp({ features });
