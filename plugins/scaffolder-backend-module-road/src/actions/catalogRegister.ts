import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_MEMBER_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { setTimeout as sleep } from 'node:timers/promises';
import { isError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';

/** The entity that the new repository is about: its Component, where it has one. */
function findMainEntity(entities: Entity[]): Entity | undefined {
  const named = entities.filter(
    entity => !entity.metadata.name.startsWith('generated-'),
  );
  return named.find(entity => entity.kind === 'Component') ?? named[0];
}

/** Longest wait for the catalog to show what was registered; it goes on by itself after that. */
const PATIENCE_MS = 20_000;
const PAUSE_MS = 300;

/**
 * `road:catalog:register`: adds a catalog file to the catalog, once. Unlike
 * the stock action it may run again: a run that was killed after the catalog
 * took the location finds it there instead of failing on it.
 */
export function createCatalogRegisterAction(options: {
  auth: AuthService;
  catalog: CatalogService;
}) {
  const { auth, catalog } = options;

  /**
   * A catalog that was killed while it processed an entity takes it up again
   * at the next interval, minutes later: ask for it now. As the service,
   * because nobody owns an entity that the catalog has not seen through yet.
   */
  async function refresh(entityRefs: string[]) {
    const credentials = await auth.getOwnServiceCredentials();
    for (const entityRef of entityRefs) {
      await catalog.refreshEntity(entityRef, { credentials }).catch(error => {
        if (!isError(error) || error.name !== 'NotFoundError') {
          throw error;
        }
      });
    }
  }

  /**
   * Whether the entity is there for the links on the result page; for a new
   * team, also whether its creator is known as a member and can go on at once.
   */
  async function waitUntilShown(expected: {
    entityRef: string;
    memberRef: string | undefined;
    signal: AbortSignal | undefined;
  }): Promise<boolean> {
    const { entityRef, memberRef, signal } = expected;
    const credentials = await auth.getOwnServiceCredentials();
    const until = Date.now() + PATIENCE_MS;
    while (Date.now() < until && !signal?.aborted) {
      const shown = await catalog.getEntityByRef(entityRef, { credentials });
      const member =
        memberRef && (await catalog.getEntityByRef(memberRef, { credentials }));
      const isMember =
        !member ||
        member.relations?.some(
          ({ type, targetRef }) =>
            type === RELATION_MEMBER_OF && targetRef === entityRef,
        );
      if (shown && isMember) {
        return true;
      }
      await sleep(PAUSE_MS);
    }
    return false;
  }

  return createTemplateAction({
    id: 'road:catalog:register',
    description:
      'Registers a catalog file; a file that is registered already stays as it is.',
    supportsDryRun: true,
    schema: {
      input: {
        catalogInfoUrl: z => z.string().url().describe('Address of the file'),
      },
      output: {
        entityRef: z =>
          z.string().optional().describe('The entity that it is mainly about'),
      },
    },
    async handler(ctx) {
      const { catalogInfoUrl } = ctx.input;
      if (ctx.isDryRun) {
        return;
      }
      const credentials = await ctx.getInitiatorCredentials();
      const location = { type: 'url', target: catalogInfoUrl };
      ctx.logger.info(`Registering ${catalogInfoUrl} in the catalog`);
      const { entities, exists } = await catalog.addLocation(
        { ...location, dryRun: true },
        { credentials },
      );
      await catalog.addLocation(
        { ...location, onConflict: 'refresh' },
        { credentials },
      );
      if (exists) {
        await refresh(entities.map(stringifyEntityRef));
      }
      const entity = findMainEntity(entities);
      if (!entity) {
        return;
      }
      const entityRef = stringifyEntityRef(entity);
      ctx.output('entityRef', entityRef);
      const isShown = await waitUntilShown({
        entityRef,
        memberRef: entity.kind === 'Group' ? ctx.user?.ref : undefined,
        signal: ctx.signal,
      });
      if (!isShown) {
        ctx.logger.warn(
          `The catalog is still reading ${entityRef}; it appears by itself`,
        );
      }
    },
  });
}
