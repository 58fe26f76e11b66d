import { AuthService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import {
  CreateCommitRequest,
  CreateCommitResponse,
} from '@plumbline/backstage-plugin-git-host-common';
import { RoadConfig } from '../config';
import { GitHostCaller, GitHostClient } from '../gitHost/GitHostClient';
import { DEFAULT_BRANCH, buildCloneUrl } from '../gitHost/embeddedHost';
import { toFileWrite } from '../gitHost/toFileWrite';
import { renderParts } from '../render/renderParts';
import {
  GitopsCommitter,
  GitopsRequest,
  GitopsResult,
} from './GitopsCommitter';
import { describeCommit } from './describeCommit';
import { listGitopsFiles } from './listGitopsFiles';

/** The part that a new GitOps repository starts with. */
const SEED_PART = '_shared/gitops-seed';
/** The same for everybody, so that of two first users both get the one repository. */
const SEED_ORIGIN = 'gitops-seed';

/** A whole team folder is committed when the team is founded. */
const FOUNDING_PATH = /^teams\/([^/]+)$/;

/**
 * Commits to the GitOps repository on the embedded Git host as the user, who may
 * write to what is theirs in the folder of their team only. A new team is
 * founded by the portal itself: quotas, rights and the Argo CD project come from
 * the template, never from the person whom they confine. The repository belongs to the
 * platform, so on first use the portal itself creates it.
 */
export class EmbeddedGitopsCommitter implements GitopsCommitter {
  readonly #auth: AuthService;
  readonly #client: GitHostClient;
  readonly #road: RoadConfig;

  constructor(options: {
    auth: AuthService;
    client: GitHostClient;
    road: RoadConfig;
  }) {
    this.#auth = options.auth;
    this.#client = options.client;
    this.#road = options.road;
  }

  async commit(
    request: GitopsRequest,
    ctx: ActionContext<any, any>,
  ): Promise<GitopsResult> {
    const files = await listGitopsFiles(ctx.workspacePath, request.sourcePath);
    const team = FOUNDING_PATH.exec(request.path)?.[1];
    const caller: GitHostCaller = {
      credentials: team
        ? await this.#auth.getOwnServiceCredentials()
        : await ctx.getInitiatorCredentials(),
      signal: ctx.signal,
    };
    const commit: CreateCommitRequest = {
      branch: DEFAULT_BRANCH,
      message: request.message,
      files: files.map(file =>
        toFileWrite({ ...file, path: `${request.path}/${file.path}` }),
      ),
      ...(team && { founding: { team, founderRef: ctx.user?.ref } }),
    };
    const { changed } = await this.#commitOrSeed(commit, caller, ctx);
    return describeCommit({
      road: this.#road,
      path: request.path,
      files,
      changed,
    });
  }

  async #commitOrSeed(
    commit: CreateCommitRequest,
    caller: GitHostCaller,
    ctx: ActionContext<any, any>,
  ): Promise<CreateCommitResponse> {
    try {
      return await this.#client.commit(this.#road.gitops, commit, caller);
    } catch (error) {
      if (!isError(error) || error.name !== 'NotFoundError') {
        throw error;
      }
    }
    await this.#seed(ctx);
    return this.#client.commit(this.#road.gitops, commit, caller);
  }

  async #seed(ctx: ActionContext<any, any>): Promise<void> {
    const { owner, name } = this.#road.gitops;
    ctx.logger.info(`Creating the GitOps repository ${owner}/${name}`);
    const files = await renderParts({
      templatesDirectory: this.#road.templatesDirectory,
      parts: [SEED_PART],
      values: {
        owner,
        name,
        gitopsUrl: buildCloneUrl(this.#road, this.#road.gitops),
      },
    });
    try {
      await this.#client.createRepository(
        {
          owner,
          name,
          description: 'What runs where: the manifests that Argo CD applies',
          origin: SEED_ORIGIN,
          message: 'Initial commit',
          files: files.map(file =>
            toFileWrite({ ...file, executable: file.isExecutable }),
          ),
        },
        {
          credentials: await this.#auth.getOwnServiceCredentials(),
          signal: ctx.signal,
        },
      );
    } catch (error) {
      // Somebody made it by other means in the meantime; it is there, which is all we need.
      if (!isError(error) || error.name !== 'ConflictError') {
        throw error;
      }
    }
  }
}
