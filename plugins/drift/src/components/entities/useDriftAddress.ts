import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Where the drift of an entity is shown, optionally of one monitor or feature. */
export function useDriftAddress() {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (entityRef: string, monitor?: string) => {
      const page = entityRoute?.(parseEntityRef(entityRef)) ?? '';
      const query = monitor
        ? `?${new URLSearchParams({ monitor }).toString()}`
        : '';
      return `${page}/drift${query}`;
    },
    [entityRoute],
  );
}
