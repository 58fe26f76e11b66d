import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { RoadConfig } from '../config';
import { GitHostClient } from '../gitHost/GitHostClient';
import { CATALOG_INFO, buildPageUrl } from '../gitHost/embeddedHost';
import { toFileWrite } from '../gitHost/toFileWrite';
import { listWorkspace } from '../render/listWorkspace';
import { PublishRequest, PublishResult, Publisher } from './Publisher';

/** Publishes to the embedded Git host, as the user who started the task. */
export class EmbeddedPublisher implements Publisher {
  readonly #client: GitHostClient;
  readonly #road: RoadConfig;

  constructor(options: { client: GitHostClient; road: RoadConfig }) {
    this.#client = options.client;
    this.#road = options.road;
  }

  async publish(
    request: PublishRequest,
    ctx: ActionContext<any, any>,
  ): Promise<PublishResult> {
    const files = await listWorkspace(ctx.workspacePath);
    const repository = await this.#client.createRepository(
      {
        owner: request.owner,
        name: request.name,
        description: request.description,
        message: request.message,
        origin: `scaffolder-task:${ctx.task.id}`,
        files: files.map(toFileWrite),
      },
      {
        credentials: await ctx.getInitiatorCredentials(),
        signal: ctx.signal,
      },
    );
    return {
      cloneUrl: repository.cloneUrl,
      webUrl: repository.webUrl,
      catalogInfoUrl: buildPageUrl(this.#road, {
        owner: repository.owner,
        name: repository.name,
        kind: 'blob',
        path: CATALOG_INFO,
      }),
      ...(repository.head && { commit: repository.head }),
    };
  }
}
