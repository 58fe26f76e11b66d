import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  CommitList,
  CreateTokenRequest,
  CreatedToken,
  Refs,
  Repository,
  RepositoryFile,
  RepositoryList,
  TokenList,
  Tree,
} from '@plumbline/backstage-plugin-git-host-common';

/** Which repository. @public */
export interface RepositoryKey {
  /** Name of the owning team. */
  owner: string;
  /** Name of the repository. */
  name: string;
}

/** What the pages ask the embedded Git host. @public */
export interface GitHostApi {
  /** Repositories in the order of their names, one page. */
  listRepositories(query: {
    owner?: string;
    query?: string;
    cursor?: string;
    limit?: number;
  }): Promise<RepositoryList>;
  /** One repository; undefined when there is none. */
  getRepository(key: RepositoryKey): Promise<Repository | undefined>;
  /** The branches. */
  getRefs(key: RepositoryKey): Promise<Refs>;
  /** Commits of a branch, newest first, one page. */
  listCommits(
    key: RepositoryKey,
    query: { ref?: string; path?: string; cursor?: string; limit?: number },
  ): Promise<CommitList>;
  /** The entries of one folder. */
  getTree(
    key: RepositoryKey,
    query: { ref?: string; path?: string },
  ): Promise<Tree>;
  /** One file. */
  getFile(
    key: RepositoryKey,
    query: { ref?: string; path: string },
  ): Promise<RepositoryFile>;
  /** The tokens that the signed-in user made. */
  listTokens(): Promise<TokenList>;
  /** Makes a token; the answer is the only one that holds its secret. */
  createToken(request: CreateTokenRequest): Promise<CreatedToken>;
  /** Makes a token worthless at once. */
  revokeToken(id: string): Promise<void>;
}

/** The {@link GitHostApi} of the app. @public */
export const gitHostApiRef = createApiRef<GitHostApi>({
  id: 'plugin.git-host.client',
});
