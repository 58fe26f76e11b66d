import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { RiPulseLine } from '@remixicon/react';
import { isTeam } from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from './api/DriftApi';
import { HttpDriftClient } from './api/HttpDriftClient';
import { isDriftAvailable } from './components/entities/isDriftAvailable';

const driftApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: driftApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HttpDriftClient(deps),
    }),
});

const driftCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: isDriftAvailable,
    loader: () =>
      import('./components/DriftCard/DriftCard').then(m => <m.DriftCard />),
  },
});

const driftContent = EntityContentBlueprint.make({
  params: {
    path: '/drift',
    title: 'Drift',
    icon: <RiPulseLine />,
    filter: isDriftAvailable,
    loader: () =>
      import('./components/DriftTab/DriftTab').then(m => <m.DriftTab />),
  },
});

const teamContent = EntityContentBlueprint.make({
  name: 'team',
  params: {
    path: '/team-drift',
    title: 'Drift',
    icon: <RiPulseLine />,
    filter: isTeam,
    loader: () =>
      import('./components/TeamDrift/TeamDrift').then(m => <m.TeamDrift />),
  },
});

/** Card and tab of models, tab of teams. @public */
export const driftPlugin = createFrontendPlugin({
  pluginId: 'drift',
  title: 'Drift',
  icon: <RiPulseLine />,
  info: { packageJson: () => import('../package.json') },
  extensions: [driftApi, driftCard, driftContent, teamContent],
});
