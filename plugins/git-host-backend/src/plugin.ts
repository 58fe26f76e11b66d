import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { gitHostPermissions } from '@plumbline/backstage-plugin-git-host-common';
import {
  openDatabase,
  teamMembershipServiceRef,
} from '@plumbline/backstage-plugin-kit-node';
import { registerListRepositories } from './actions/listRepositories';
import { readGitHostConfig } from './config';
import { CommitWriter } from './git/CommitWriter';
import { GitProgram } from './git/GitProgram';
import { GitReader } from './git/GitReader';
import { RepositoryFolders } from './git/RepositoryFolders';
import { SmartHttp } from './git/SmartHttp';
import { createRouter } from './router/createRouter';
import { GIT_PATHS } from './router/gitProtocolRouter';
import { CallerResolver } from './service/CallerResolver';
import { CatalogDirectory } from './service/CatalogDirectory';
import { CommitService } from './service/CommitService';
import { ContentService } from './service/ContentService';
import { GitClientAuthenticator } from './service/GitClientAuthenticator';
import { RepositoryService } from './service/RepositoryService';
import { TokenService } from './service/TokenService';
import { recoverRepositories } from './service/recoverRepositories';
import { DatabaseRepositoryStore } from './store/RepositoryStore';
import { DatabaseTokenStore } from './store/TokenStore';
import { MIGRATIONS } from './store/migrations';
import { scheduleMaintenance } from './tasks/scheduleMaintenance';

/**
 * The embedded Git host.
 *
 * @public
 */
export const gitHostPlugin = createBackendPlugin({
  pluginId: 'git-host',
  register(env) {
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        teams: teamMembershipServiceRef,
      },
      async init(deps) {
        const { auditor, auth, catalog, httpAuth, logger, teams } = deps;
        const config = readGitHostConfig(deps.rootConfig);
        const {
          adminGroups,
          arePermissionsEnabled,
          gitopsRepository,
          maxPushBytes,
        } = config;
        const webBaseUrl = config.baseUrls[0];

        const knex = await openDatabase(deps.database, MIGRATIONS);
        const store = new DatabaseRepositoryStore(knex);
        const folders = new RepositoryFolders(config.directory);
        await recoverRepositories({ folders, store });

        const git = new GitProgram();
        git.assertUsable().catch(error => logger.error(error.message));
        const reader = new GitReader(git);
        const { scratchFolder } = folders;
        const writer = new CommitWriter({ git, reader, scratchFolder });

        const { permissions } = deps;
        const callers = new CallerResolver({
          arePermissionsEnabled,
          auth,
          permissions,
          teams,
        });
        const directory = new CatalogDirectory({
          auth,
          catalog,
          host: new URL(webBaseUrl).hostname,
        });
        const repositories = new RepositoryService({
          callers,
          cloneBaseUrl: await deps.discovery.getExternalBaseUrl('git-host'),
          directory,
          folders,
          git,
          logger,
          store,
          webBaseUrl,
          writer,
        });
        const tokens = new TokenService({
          callers,
          store: new DatabaseTokenStore(knex),
        });

        deps.permissionsRegistry.addPermissions(gitHostPermissions);
        registerListRepositories(deps.actionsRegistry, repositories);
        const { scheduler } = deps;
        await scheduleMaintenance({ folders, git, logger, scheduler, tokens });
        deps.httpRouter.use(
          createRouter({
            auditor,
            authenticator: new GitClientAuthenticator({
              auth,
              callers,
              teams,
              tokens,
            }),
            commits: new CommitService({
              callers,
              directory,
              gitopsRepository,
              adminGroups,
              reader,
              repositories,
              writer,
            }),
            contents: new ContentService({ callers, reader, repositories }),
            httpAuth,
            maxBodyBytes: maxPushBytes,
            repositories,
            smartHttp: new SmartHttp({ git, logger, maxPushBytes }),
            tokens,
          }),
        );
        for (const path of GIT_PATHS) {
          deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
      },
    });
  },
});
