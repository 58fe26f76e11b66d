import {
  ApiBlueprint,
  PageBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiShieldCheckLine } from '@remixicon/react';
import { isTeam } from '@plumbline/backstage-plugin-kit-react';
import { HttpScansClient } from './api/HttpScansClient';
import { scansApiRef } from './api/ScansApi';
import {
  isExpectedToBeScanned,
  isScannable,
} from './components/entities/isScannable';
import { rootRouteRef } from './routes';

const scansApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: scansApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HttpScansClient(deps),
    }),
});

const securityPage = PageBlueprint.make({
  params: {
    path: '/security',
    routeRef: rootRouteRef,
    title: 'Security',
    icon: <RiShieldCheckLine />,
    loader: () =>
      import('./components/SecurityPage/SecurityPage').then(m => (
        <m.SecurityPage />
      )),
  },
});

const securityCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: isExpectedToBeScanned,
    loader: () =>
      import('./components/SecurityCard/SecurityCard').then(m => (
        <m.SecurityCard />
      )),
  },
});

const securityContent = EntityContentBlueprint.make({
  params: {
    path: '/security',
    title: 'Security',
    icon: <RiShieldCheckLine />,
    filter: isScannable,
    loader: () =>
      import('./components/SecurityTab/SecurityTab').then(m => (
        <m.SecurityTab />
      )),
  },
});

const teamContent = EntityContentBlueprint.make({
  name: 'team',
  params: {
    path: '/team-security',
    title: 'Security',
    icon: <RiShieldCheckLine />,
    filter: isTeam,
    loader: () =>
      import('./components/Overview/TeamSecurity').then(m => (
        <m.TeamSecurity />
      )),
  },
});

/** Page of the platform, card and tab of entities, tab of teams. @public */
export const scansPlugin = createFrontendPlugin({
  pluginId: 'scans',
  title: 'Security',
  icon: <RiShieldCheckLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [
    scansApi,
    securityPage,
    securityCard,
    securityContent,
    teamContent,
  ],
});
