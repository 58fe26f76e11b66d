import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  EntityDisplayName,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';

/** @public */
export interface EntityLinkProps {
  entityRef: string;
}

/** Name of an entity that leads to its page and looks like the other links beside it. @public */
export function EntityLink({ entityRef }: EntityLinkProps) {
  const entityRoute = useRouteRef(entityRouteRef);
  return (
    <Link href={entityRoute?.(parseEntityRef(entityRef)) ?? ''}>
      <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
    </Link>
  );
}
