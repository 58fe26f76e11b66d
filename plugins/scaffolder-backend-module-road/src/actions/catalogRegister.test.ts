import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import { createCatalogRegisterAction } from './catalogRegister';

const URL =
  'http://localhost:7007/git/ml-team/churn/blob/main/catalog-info.yaml';

const auth = mockServices.auth();

const entity = (kind: string, name: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
});

/** A catalog that keeps its locations, and refuses a second one unless told to refresh. */
function createCatalog(entities: Entity[]) {
  const locations = new Set<string>();
  const addLocation: CatalogService['addLocation'] = async request => {
    const exists = locations.has(request.target);
    if (!request.dryRun) {
      if (exists && request.onConflict !== 'refresh') {
        throw new Error('Request failed with 409 Conflict');
      }
      locations.add(request.target);
    }
    return {
      location: {
        id: '1',
        type: 'url',
        target: request.target,
        entityRef: 'location:default/generated-1',
      },
      entities: request.dryRun ? entities : [],
      exists,
    };
  };
  return {
    locations,
    catalog: {
      addLocation,
      refreshEntity: async () => {},
      getEntityByRef: async ref =>
        entities.find(known => stringifyEntityRef(known) === ref),
    } as Partial<CatalogService> as CatalogService,
  };
}

describe('road:catalog:register', () => {
  it('registers once and names the component, however often it runs', async () => {
    const { catalog, locations } = createCatalog([
      entity('Resource', 'churn-model'),
      entity('Component', 'churn'),
    ]);
    const action = createCatalogRegisterAction({ auth, catalog });
    for (const attempt of [1, 2]) {
      const ctx = createMockActionContext({ input: { catalogInfoUrl: URL } });
      await action.handler(ctx);
      expect([attempt, (ctx.output as jest.Mock).mock.calls]).toEqual([
        attempt,
        [['entityRef', 'component:default/churn']],
      ]);
    }
    expect([...locations]).toEqual([URL]);
  });

  it('asks a catalog that was killed for the entities again, and only then', async () => {
    const { catalog } = createCatalog([
      entity('Component', 'churn'),
      entity('Resource', 'unseen'),
    ]);
    const refreshed: string[] = [];
    catalog.refreshEntity = async ref => {
      refreshed.push(ref);
      if (ref === 'resource:default/unseen') {
        throw new NotFoundError('not there yet');
      }
    };
    const action = createCatalogRegisterAction({ auth, catalog });
    const register = () =>
      action.handler(
        createMockActionContext({ input: { catalogInfoUrl: URL } }),
      );
    await register();
    expect(refreshed).toEqual([]);
    await register();
    expect(refreshed).toEqual([
      'component:default/churn',
      'resource:default/unseen',
    ]);

    catalog.refreshEntity = async () => {
      throw new Error('the catalog is down');
    };
    await expect(register()).rejects.toThrow('the catalog is down');
  });

  it('names the first entity of a file without a component', async () => {
    const { catalog } = createCatalog([entity('Group', 'payments')]);
    const ctx = createMockActionContext({ input: { catalogInfoUrl: URL } });
    await createCatalogRegisterAction({ auth, catalog }).handler(ctx);
    expect(ctx.output).toHaveBeenCalledWith(
      'entityRef',
      'group:default/payments',
    );
  });

  it('ends a new team’s run when its creator can go on as a member', async () => {
    const group = entity('Group', 'payments');
    const guest = entity('User', 'guest');
    const { catalog } = createCatalog([group, guest]);
    let asked = 0;
    const find = catalog.getEntityByRef;
    catalog.getEntityByRef = async (ref, options) => {
      const found = await find(ref, options);
      if (found === guest && ++asked > 2) {
        guest.relations = [
          { type: 'memberOf', targetRef: 'group:default/payments' },
        ];
      }
      return found;
    };
    const ctx = createMockActionContext({
      input: { catalogInfoUrl: URL },
      user: { ref: 'user:default/guest' },
    });
    await createCatalogRegisterAction({ auth, catalog }).handler(ctx);
    expect(guest.relations).toHaveLength(1);
  });

  it('changes nothing in a dry run', async () => {
    const { catalog, locations } = createCatalog([]);
    const ctx = createMockActionContext({ input: { catalogInfoUrl: URL } });
    await createCatalogRegisterAction({ auth, catalog }).handler({
      ...ctx,
      isDryRun: true,
    });
    expect(locations.size).toBe(0);
  });
});
