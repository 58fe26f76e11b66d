import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { GitHostClient } from '../gitHost/GitHostClient';
import { CATALOG_INFO } from '../gitHost/embeddedHost';
import { toFileWrite } from '../gitHost/toFileWrite';
import { listWorkspace } from '../render/listWorkspace';
import { PublishRequest, PublishResult, Publisher } from './Publisher';

/** Publishes to the embedded Git host, as the user who started the task. */
export class EmbeddedPublisher implements Publisher {
  readonly #client: GitHostClient;

  constructor(options: { client: GitHostClient }) {
    this.#client = options.client;
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
      catalogInfoUrl: `${repository.webUrl}/blob/${encodeURIComponent(
        repository.defaultBranch,
      )}/${CATALOG_INFO}`,
      ...(repository.head && { commit: repository.head }),
    };
  }
}
