import {
  ApiBlueprint,
  PageBlueprint,
  configApiRef,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiGitRepositoryLine } from '@remixicon/react';
import { GIT_ROOT, repositoryOfEntity } from './address/repositoryAddress';
import { gitHostApiRef } from './api/GitHostApi';
import { HttpGitHostClient } from './api/HttpGitHostClient';
import { rootRouteRef } from './routes';

const gitHostApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: gitHostApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HttpGitHostClient(deps),
    }),
});

const gitHostPage = PageBlueprint.make({
  params: {
    path: GIT_ROOT,
    routeRef: rootRouteRef,
    title: 'Git',
    icon: <RiGitRepositoryLine />,
    loader: () =>
      import('./components/GitHostRoutes').then(m => <m.GitHostRoutes />),
  },
});

const repositoryEntityCard = EntityCardBlueprint.makeWithOverrides({
  name: 'repository',
  factory(originalFactory, { apis }) {
    const appBaseUrl = apis.get(configApiRef)?.getOptionalString('app.baseUrl');
    return originalFactory({
      type: 'info',
      filter: entity =>
        appBaseUrl !== undefined &&
        repositoryOfEntity(entity, appBaseUrl) !== undefined,
      loader: () =>
        import('./components/RepositoryCard/RepositoryCard').then(m => (
          <m.RepositoryCard />
        )),
    });
  },
});

/** Pages and entity card of the embedded Git host. @public */
export const gitHostPlugin = createFrontendPlugin({
  pluginId: 'git-host',
  title: 'Git',
  icon: <RiGitRepositoryLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  extensions: [gitHostApi, gitHostPage, repositoryEntityCard],
});
