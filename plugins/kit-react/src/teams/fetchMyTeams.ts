import {
  DEFAULT_NAMESPACE,
  Entity,
  RELATION_MEMBER_OF,
  parseEntityRef,
} from '@backstage/catalog-model';
import { IdentityApi } from '@backstage/frontend-plugin-api';
import { CatalogApi } from '@backstage/plugin-catalog-react';

/** A group that the signed-in user is a direct member of. @public */
export interface Team {
  /** Full entity ref. */
  ref: string;
  /** Name of the group, the owner segment of its repositories. */
  name: string;
  /** Name to show. */
  title: string;
}

const displayName = (group: Entity): string => {
  const profile = group.spec?.profile;
  const fromProfile =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof fromProfile === 'string'
    ? fromProfile
    : (group.metadata.title ?? group.metadata.name);
};

/**
 * The teams of the signed-in user as the catalog says now: the claims in the
 * user's token are as old as the sign-in, so a team created a minute ago would
 * be missing. Teams live in the default namespace; other groups are left out.
 *
 * @public
 */
export async function fetchMyTeams(options: {
  identityApi: IdentityApi;
  catalogApi: CatalogApi;
}): Promise<Team[]> {
  const { identityApi, catalogApi } = options;
  const { userEntityRef } = await identityApi.getBackstageIdentity();
  const user = await catalogApi.getEntityByRef(userEntityRef);
  const refs = (user?.relations ?? [])
    .filter(relation => relation.type === RELATION_MEMBER_OF)
    .map(relation => relation.targetRef)
    .filter(ref => parseEntityRef(ref).namespace === DEFAULT_NAMESPACE);
  if (refs.length === 0) {
    return [];
  }
  const { items } = await catalogApi.getEntitiesByRefs({
    entityRefs: refs,
    fields: ['kind', 'metadata', 'spec.profile'],
  });
  return refs
    .flatMap((ref, index) => {
      const group = items[index];
      return group
        ? [{ ref, name: group.metadata.name, title: displayName(group) }]
        : [];
    })
    .sort((a, b) => a.title.localeCompare(b.title));
}
