import { buildWebPath } from '@plumbline/backstage-plugin-git-host-common';
import { RoadConfig } from '../config';

/** The name of the embedded Git host in forms and step inputs. */
export const EMBEDDED_HOST = 'plumbline';
/** The branch that generated repositories start with. */
export const DEFAULT_BRANCH = 'main';
/** Where a repository describes itself for the catalog. */
export const CATALOG_INFO = 'catalog-info.yaml';

type RepositoryName = { owner: string; name: string };

/** Page of a folder or file on the default branch of an embedded repository. */
export function buildPageUrl(
  road: RoadConfig,
  place: RepositoryName & { kind?: 'tree' | 'blob'; path?: string },
): string {
  return road.appBaseUrl + buildWebPath({ ref: DEFAULT_BRANCH, ...place });
}

/** Address for `git clone` of an embedded repository. */
export function buildCloneUrl(
  road: RoadConfig,
  repository: RepositoryName,
): string {
  return `${road.gitHostBaseUrl}/${repository.owner}/${repository.name}.git`;
}
