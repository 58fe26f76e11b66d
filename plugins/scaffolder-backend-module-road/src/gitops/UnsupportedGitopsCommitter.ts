import { InputError } from '@backstage/errors';
import { GitopsCommitter, GitopsRequest } from './GitopsCommitter';

/** Says what to do by hand on a host that Backstage cannot propose changes on. */
export class UnsupportedGitopsCommitter implements GitopsCommitter {
  readonly #repository: { owner: string; name: string };

  constructor(options: { repository: { owner: string; name: string } }) {
    this.#repository = options.repository;
  }

  async commit(request: GitopsRequest): Promise<never> {
    const { owner, name } = this.#repository;
    throw new InputError(
      `The GitOps repository cannot be changed on ${request.host}: there is no way yet to open a pull request on Gitea from here. Add the generated files by hand: clone https://${request.host}/${owner}/${name}.git, copy the folder "${request.sourcePath}" of this result to "${request.path}", and open a pull request with the message "${request.message}". Or choose the host "plumbline" for the GitOps step.`,
    );
  }
}
