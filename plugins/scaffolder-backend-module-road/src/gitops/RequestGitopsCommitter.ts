import {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { JsonObject } from '@backstage/types';
import { runDelegated } from '../publish/runDelegated';
import {
  GitopsCommitter,
  GitopsRequest,
  GitopsResult,
} from './GitopsCommitter';
import { listGitopsFiles } from './listGitopsFiles';

/**
 * Proposes the change on a host where the platform team reviews it: a pull
 * request on GitHub, a merge request on GitLab.
 */
export class RequestGitopsCommitter implements GitopsCommitter {
  readonly #action: TemplateAction<any, any, any>;
  readonly #repository: { owner: string; name: string };
  readonly #addressOutput: string;
  readonly #extraInput: JsonObject;

  constructor(options: {
    action: TemplateAction<any, any, any>;
    repository: { owner: string; name: string };
    /** The output of the action that holds the address of the request. */
    addressOutput: string;
    /** What this action needs beyond the common inputs. */
    extraInput?: JsonObject;
  }) {
    this.#action = options.action;
    this.#repository = options.repository;
    this.#addressOutput = options.addressOutput;
    this.#extraInput = options.extraInput ?? {};
  }

  async commit(
    request: GitopsRequest,
    ctx: ActionContext<any, any>,
  ): Promise<GitopsResult> {
    await listGitopsFiles(ctx.workspacePath, request.sourcePath);
    const { owner, name } = this.#repository;
    const [title] = request.message.split('\n');
    // A finished request is not repeated when the task is recovered.
    return ctx.checkpoint({
      key: `road.gitops.${request.host}.${request.path}`,
      fn: async () => {
        const outputs = await runDelegated(
          this.#action,
          {
            repoUrl: `${request.host}?owner=${encodeURIComponent(
              owner,
            )}&repo=${encodeURIComponent(name)}`,
            branchName: `plumbline/${ctx.task.id}`,
            title,
            description: request.message,
            sourcePath: request.sourcePath,
            targetPath: request.path,
            ...this.#extraInput,
          },
          ctx,
        );
        return { webUrl: String(outputs[this.#addressOutput]), changed: true };
      },
    });
  }
}
