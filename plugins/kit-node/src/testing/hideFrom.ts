import { CatalogService } from '@backstage/plugin-catalog-node';

/**
 * Makes a catalog show nothing to a user.
 *
 * @public
 */
export function hideFrom(catalog: CatalogService, userRef: string): void {
  const getEntitiesByRefs = catalog.getEntitiesByRefs.bind(catalog);
  catalog.getEntitiesByRefs = async (request, asking: any) =>
    asking.credentials.principal.userEntityRef === userRef
      ? { items: request.entityRefs.map(() => undefined) }
      : getEntitiesByRefs(request, asking);
}
