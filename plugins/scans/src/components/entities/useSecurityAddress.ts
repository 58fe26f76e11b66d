import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** Where the security of an entity is shown, optionally with filters. */
export function useSecurityAddress() {
  const entityRoute = useRouteRef(entityRouteRef);
  return useCallback(
    (entityRef: string, query: Record<string, string> = {}) => {
      const page = entityRoute?.(parseEntityRef(entityRef)) ?? '';
      const text = new URLSearchParams(query).toString();
      return `${page}/security${text && `?${text}`}`;
    },
    [entityRoute],
  );
}
