import { Entity, getEntitySourceLocation } from '@backstage/catalog-model';
import { buildWebPath } from '@plumbline/backstage-plugin-git-host-common';
import { RepositoryKey } from '../api/GitHostApi';

/** Where the plugin's pages start; source locations in the catalog name it too. */
export const GIT_ROOT = '/git';

/** Addresses of the pages of one repository. */
export function repositoryAddresses({ owner, name }: RepositoryKey) {
  const overview = buildWebPath({ owner, name });
  return {
    overview,
    tree: (ref: string, path = '') =>
      buildWebPath({ owner, name, kind: 'tree', ref, path }),
    blob: (ref: string, path: string) =>
      buildWebPath({ owner, name, kind: 'blob', ref, path }),
    commits: (ref: string) => `${overview}/commits/${encodeURIComponent(ref)}`,
  };
}

/**
 * The repository on this portal's Git host that holds the source of an entity;
 * undefined when the source lies anywhere else.
 */
export function repositoryOfEntity(
  entity: Entity,
  appBaseUrl: string,
): RepositoryKey | undefined {
  let target: string;
  try {
    const location = getEntitySourceLocation(entity);
    if (location.type !== 'url') {
      return undefined;
    }
    target = location.target;
  } catch {
    // The entity has no source location, or one that is no location ref.
    return undefined;
  }
  const prefix = `${appBaseUrl.replace(/\/$/, '')}${GIT_ROOT}/`;
  if (!target.startsWith(prefix)) {
    return undefined;
  }
  const [owner, name] = target
    .slice(prefix.length)
    .split(/[/?#]/)
    .map(segment => decodeURIComponent(segment));
  return owner && name ? { owner, name } : undefined;
}
