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
import { RiCoinsLine, RiScales3Line } from '@remixicon/react';
import { CostClient } from './api/CostClient';
import { costApiRef } from './api/CostApi';
import { hasCost, isExpectedToCost } from './components/entities/hasCost';
import { isModel } from './components/Models/isModel';
import { rootRouteRef } from './routes';

const costApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: costApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new CostClient(deps),
    }),
});

const costPage = PageBlueprint.make({
  params: {
    path: '/cost',
    routeRef: rootRouteRef,
    title: 'Cost',
    icon: <RiCoinsLine />,
    loader: () =>
      import('./components/CostPage/CostPage').then(m => <m.CostPage />),
  },
});

const costCard = EntityCardBlueprint.make({
  params: {
    type: 'info',
    filter: isExpectedToCost,
    loader: () =>
      import('./components/CostCard/CostCard').then(m => <m.CostCard />),
  },
});

const costContent = EntityContentBlueprint.make({
  params: {
    path: '/cost',
    title: 'Cost',
    icon: <RiCoinsLine />,
    filter: hasCost,
    loader: () =>
      import('./components/CostTab/CostTab').then(m => <m.CostTab />),
  },
});

const economicsContent = EntityContentBlueprint.make({
  name: 'economics',
  params: {
    path: '/economics',
    title: 'Economics',
    icon: <RiScales3Line />,
    filter: isModel,
    loader: () =>
      import('./components/Models/ModelEconomics').then(m => (
        <m.ModelEconomics />
      )),
  },
});

/** Page of the platform, card and tab of entities and teams. @public */
export const costPlugin = createFrontendPlugin({
  pluginId: 'cost',
  title: 'Cost',
  icon: <RiCoinsLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [costApi, costPage, costCard, costContent, economicsContent],
});
