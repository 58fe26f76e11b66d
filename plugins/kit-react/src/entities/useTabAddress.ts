import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/**
 * The address of a tab of any entity, optionally with a query.
 *
 * @param tab - last part of the address, such as `drift`
 * @public
 */
export function useTabAddress(
  tab: string,
): (entityRef: string, query?: Record<string, string>) => string {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (entityRef, query = {}) => {
      const page = entityRoute?.(parseEntityRef(entityRef)) ?? '';
      const text = new URLSearchParams(query).toString();
      return `${page}/${tab}${text && `?${text}`}`;
    },
    [entityRoute, tab],
  );
}
