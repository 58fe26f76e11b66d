import { ConflictError, isError } from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { randomUUID } from 'node:crypto';
import { CATALOG_INFO, DEFAULT_BRANCH } from '../gitHost/embeddedHost';
import { listWorkspace } from '../render/listWorkspace';
import { PublishRequest, PublishResult, Publisher } from './Publisher';
import { runDelegated } from './runDelegated';

/**
 * Publishes through one of Backstage's own publish actions.
 *
 * Those create a repository once and fail when it exists. A finished call is
 * therefore kept in a checkpoint, so that a recovered task does not repeat it; a
 * task that was killed within the call says so, because only a person can tell
 * whether the half-made repository may go.
 */
export class DelegatedPublisher implements Publisher {
  readonly #action: TemplateAction<any, any, any>;
  readonly #integrations: ScmIntegrationRegistry;
  readonly #buildInput: (request: PublishRequest) => JsonObject;

  constructor(options: {
    action: TemplateAction<any, any, any>;
    integrations: ScmIntegrationRegistry;
    /** What the action calls the things that it has its own words for. */
    buildInput: (request: PublishRequest) => JsonObject;
  }) {
    this.#action = options.action;
    this.#integrations = options.integrations;
    this.#buildInput = options.buildInput;
  }

  async publish(
    request: PublishRequest,
    ctx: ActionContext<any, any>,
  ): Promise<PublishResult> {
    const { host, owner, name } = request;
    // Refuses links before the action pushes whatever they point at.
    await listWorkspace(ctx.workspacePath);
    const key = `road.publish.${host}.${owner}.${name}`;
    const attempt = randomUUID();
    const firstAttempt = await ctx.checkpoint({
      key: `${key}.started`,
      fn: () => attempt,
    });
    return ctx.checkpoint({
      key,
      fn: async () => {
        try {
          return await this.#run(request, ctx);
        } catch (error) {
          if (firstAttempt === attempt) {
            throw error;
          }
          throw new ConflictError(
            `${isError(error) ? error.message : String(error)} – this task was interrupted while it published to ${host}/${owner}/${name}. If that repository is incomplete, delete it there and start the template again.`,
          );
        }
      },
    });
  }

  async #run(
    request: PublishRequest,
    ctx: ActionContext<any, any>,
  ): Promise<PublishResult> {
    const { host, owner, name } = request;
    const outputs = await runDelegated(
      this.#action,
      {
        repoUrl: `${host}?owner=${encodeURIComponent(
          owner,
        )}&repo=${encodeURIComponent(name)}`,
        defaultBranch: DEFAULT_BRANCH,
        repoVisibility: 'private',
        gitCommitMessage: request.message,
        ...this.#buildInput(request),
      },
      ctx,
    );
    const webUrl = String(outputs.remoteUrl).replace(/\.git$/, '');
    return {
      cloneUrl: `${webUrl}.git`,
      webUrl,
      catalogInfoUrl: this.#integrations.resolveUrl({
        base: String(outputs.repoContentsUrl),
        url: `/${CATALOG_INFO}`,
      }),
      ...(typeof outputs.commitHash === 'string' && {
        commit: outputs.commitHash,
      }),
    };
  }
}
