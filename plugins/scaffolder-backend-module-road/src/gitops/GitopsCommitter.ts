import { ActionContext } from '@backstage/plugin-scaffolder-node';

/** A folder of the workspace, and where in the GitOps repository it goes. */
export interface GitopsRequest {
  host: string;
  /** Folder in the GitOps repository. */
  path: string;
  /** Folder in the workspace. */
  sourcePath: string;
  message: string;
}

/** What came of it. */
export type GitopsResult = {
  /** Page of the folder, or of the request that a person must merge first. */
  webUrl: string;
  changed: boolean;
  /** Where the catalog reads the folder's entities; absent until they are on the default branch. */
  catalogInfoUrl?: string;
};

/** Brings a folder of the workspace into the GitOps repository; repeating it changes nothing. */
export interface GitopsCommitter {
  commit(
    request: GitopsRequest,
    ctx: ActionContext<any, any>,
  ): Promise<GitopsResult>;
}
