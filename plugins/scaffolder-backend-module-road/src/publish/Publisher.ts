import { ActionContext } from '@backstage/plugin-scaffolder-node';

/** What to publish, and as what. */
export interface PublishRequest {
  host: string;
  owner: string;
  name: string;
  description: string;
  message: string;
}

/** Where the published repository is. */
export type PublishResult = {
  cloneUrl: string;
  webUrl: string;
  catalogInfoUrl: string;
  commit?: string;
};

/** Publishes the workspace of a task; the same task may ask again and gets the same repository. */
export interface Publisher {
  publish(
    request: PublishRequest,
    ctx: ActionContext<any, any>,
  ): Promise<PublishResult>;
}
