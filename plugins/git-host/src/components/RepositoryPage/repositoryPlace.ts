import { Repository } from '@plumbline/backstage-plugin-git-host-common';
import { repositoryAddresses } from '../../address/repositoryAddress';

/** What the parts of the page show. */
export type RepositoryView = 'tree' | 'blob' | 'commits';

/** What every part of the page needs to know. */
export interface RepositoryPlace {
  repository: Repository;
  gitRef: string;
  path: string;
  addresses: ReturnType<typeof repositoryAddresses>;
}
