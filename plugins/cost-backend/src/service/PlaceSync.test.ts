import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { migrate } from '@plumbline/backstage-plugin-kit-node';
import { createTestDatabases } from '@plumbline/backstage-plugin-kit-node/testing';
import { entity } from '../__testUtils__/createImports';
import { addUnplaced, EntityPlaces } from '../store/EntityPlaces';
import { MIGRATIONS } from '../store/migrations';
import { CatalogReader } from './CatalogReader';
import { PlaceSync } from './PlaceSync';

jest.setTimeout(60_000);

const databases = createTestDatabases();
const CART = 'component:default/cart';
const GONE = 'component:default/gone';
const WEB = 'system:default/web';

describe.each(databases.eachSupportedId())('PlaceSync on %s', id => {
  it('follows entities to other owners, systems and domains, and forgets none that the catalog lost', async () => {
    const knex = await databases.init(id);
    await migrate(knex, MIGRATIONS);
    await addUnplaced(knex, [CART, GONE, WEB]);
    const places = new EntityPlaces(knex);
    const syncWith = (entities: ReturnType<typeof entity>[]) =>
      new PlaceSync({
        catalog: new CatalogReader({
          auth: mockServices.auth(),
          catalog: catalogServiceMock({ entities }),
        }),
        places,
      }).sync(new AbortController().signal);

    await syncWith([
      entity(CART, { owner: 'group:default/shop', partOf: [WEB] }),
      entity(GONE, { owner: 'group:default/shop' }),
      entity(WEB, { partOf: ['domain:default/retail'] }),
    ]);
    const gone = { entityRef: GONE, ownerRef: 'group:default/shop' };
    expect(await places.list()).toEqual([
      {
        entityRef: CART,
        ownerRef: 'group:default/shop',
        systemRef: WEB,
        domainRef: 'domain:default/retail',
      },
      gone,
      { entityRef: WEB, systemRef: WEB, domainRef: 'domain:default/retail' },
    ]);

    await syncWith([
      entity(CART, { owner: 'group:default/core', partOf: [WEB] }),
      entity(WEB, { partOf: ['domain:default/labs'] }),
    ]);
    expect(await places.list()).toEqual([
      {
        entityRef: CART,
        ownerRef: 'group:default/core',
        systemRef: WEB,
        domainRef: 'domain:default/labs',
      },
      gone,
      { entityRef: WEB, systemRef: WEB, domainRef: 'domain:default/labs' },
    ]);
  });
});
