import {
  RootLoggerService,
  UrlReaderService,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ActionsService } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { gitHostAdministerPermission } from '@plumbline/backstage-plugin-git-host-common';
import {
  createCaller,
  createPortal,
} from '@plumbline/backstage-plugin-kit-node/testing';
import plugin, { gitHostUrlReaderFactory } from '..';
import { makeTemporaryFolder } from './temporaryFolder';

/** Of the ML team. */
export const ADA = 'user:default/ada';
/** Of the core team. */
export const BOB = 'user:default/bob';
/** Of the platform team, whose members administer. */
export const ROOT = 'user:default/root';
/** Of no team. */
export const EVE = 'user:default/eve';

const PLATFORM_TEAM = 'group:default/platform-team';

function listen(): { logger: RootLoggerService; lines: string[] } {
  const lines: string[] = [];
  const log = (message: string, meta?: unknown) => {
    const details = meta instanceof Error ? meta.stack : JSON.stringify(meta);
    lines.push(`${message} ${details ?? ''}`);
  };
  const logger: RootLoggerService = {
    error: log,
    warn: log,
    info: log,
    debug: log,
    child: () => logger,
  };
  return { logger, lines };
}

/** A running Git host with users of several teams, on loopback. */
export async function startGitHost(
  options: { directory?: string; database?: string; gitHost?: object } = {},
) {
  const directory = options.directory ?? (await makeTemporaryFolder());
  const memberships: Record<string, string[]> = {
    [ADA]: ['group:default/ml-team'],
    [BOB]: ['group:default/core-team'],
    [ROOT]: [PLATFORM_TEAM],
    [EVE]: [],
  };
  const groups = new Set([
    'group:default/ml-team',
    'group:default/core-team',
    'group:default/data-team',
    PLATFORM_TEAM,
  ]);
  const { logger, lines } = listen();
  let urlReader: UrlReaderService | undefined;

  const getEntityByRef = async (ref: unknown): Promise<Entity | undefined> => {
    const { kind, name } = parseEntityRef(ref as string);
    const known = groups.has(ref as string) || (ref as string) in memberships;
    return known
      ? {
          apiVersion: 'backstage.io/v1alpha1',
          kind,
          metadata: { name },
          spec: { profile: { displayName: `${name} of Test` } },
        }
      : undefined;
  };

  const { features, actions, audited } = createPortal({
    catalog: catalogServiceMock.mock({ getEntityByRef }),
    memberships,
    isAllowed: ({ permission, user, teams }) =>
      permission !== gitHostAdministerPermission.name ||
      user === undefined ||
      teams.includes(PLATFORM_TEAM),
  });

  const backend = await startTestBackend({
    features: [
      plugin,
      gitHostUrlReaderFactory,
      createBackendPlugin({
        pluginId: 'reader',
        register(env) {
          env.registerInit({
            deps: { reader: coreServices.urlReader },
            async init({ reader }) {
              urlReader = reader;
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://portal.test:7007' },
          backend: {
            baseUrl: 'http://portal.test:7007',
            database: {
              client: 'better-sqlite3',
              connection: options.database
                ? { directory: options.database }
                : ':memory:',
            },
          },
          permission: { enabled: true },
          gitHost: { directory, ...options.gitHost },
        },
      }),
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => logger,
      }),
      ...features,
    ],
  });

  const origin = `http://localhost:${backend.server.port()}`;
  const api = `${origin}/api/git-host`;

  const call = createCaller({ api: `${api}/v1`, pluginId: 'git-host' });

  return {
    actions: actions as ActionsService,
    api,
    audited,
    backend,
    call,
    directory,
    groups,
    logLines: lines,
    memberships,
    urlReader: urlReader!,

    /** Creates a repository with some files, as a member of its team. */
    async create(owner: string, name: string, files: Record<string, string>) {
      const who = { 'ml-team': ADA, 'core-team': BOB }[owner] ?? ROOT;
      const { status, body } = await call(who, 'POST', '/repositories', {
        owner,
        name,
        origin: `test:${owner}/${name}`,
        files: Object.entries(files).map(([path, content]) => ({
          path,
          content,
        })),
      });
      if (status !== 201) {
        throw new Error(`${owner}/${name}: ${status} ${JSON.stringify(body)}`);
      }
      return body;
    },

    async createToken(who: string, access: 'read' | 'write', teamRef?: string) {
      const { body } = await call(who, 'POST', '/tokens', {
        teamRef: teamRef ?? memberships[who][0],
        name: 'test',
        access,
      });
      return body;
    },

    /** The address to clone from, with a password in it. */
    remote(repository: string, password?: string): string {
      const url = new URL(`${api}/${repository}.git`);
      if (password) {
        url.username = 'anyone';
        url.password = encodeURIComponent(password);
      }
      return url.href;
    },

    /** A portal token, as the sign-in hands it out. */
    portalToken(who: string): string {
      return mockCredentials.user.token(who);
    },
  };
}

/** What {@link startGitHost} returns. */
export type TestGitHost = Awaited<ReturnType<typeof startGitHost>>;
