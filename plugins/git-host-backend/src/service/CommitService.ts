import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  CreateCommitRequest,
  CreateCommitResponse,
} from '@plumbline/backstage-plugin-git-host-common';
import {
  Caller,
  TeamPresence,
  canWriteFor,
  decideGitopsCommit,
  findTeamsOfPaths,
  ownerRefOf,
} from '../domain/access';
import { checkMessage } from '../domain/commitMessage';
import { decodeFiles } from '../domain/decodeFiles';
import { checkBranchName } from '../domain/refName';
import { CommitWriter } from '../git/CommitWriter';
import { GitReader } from '../git/GitReader';
import { readHead } from '../git/readHead';
import { CallerResolver } from './CallerResolver';
import { CatalogDirectory } from './CatalogDirectory';
import { RepositoryService } from './RepositoryService';

/** Commits files to a branch on behalf of a caller. */
export class CommitService {
  readonly #callers: CallerResolver;
  readonly #directory: CatalogDirectory;
  readonly #gitopsRepository: { owner: string; name: string };
  readonly #reader: GitReader;
  readonly #repositories: RepositoryService;
  readonly #writer: CommitWriter;

  constructor(options: {
    callers: CallerResolver;
    directory: CatalogDirectory;
    gitopsRepository: { owner: string; name: string };
    reader: GitReader;
    repositories: RepositoryService;
    writer: CommitWriter;
  }) {
    this.#callers = options.callers;
    this.#directory = options.directory;
    this.#gitopsRepository = options.gitopsRepository;
    this.#reader = options.reader;
    this.#repositories = options.repositories;
    this.#writer = options.writer;
  }

  async commit(
    options: { owner: string; name: string; request: CreateCommitRequest },
    credentials: BackstageCredentials,
  ): Promise<CreateCommitResponse> {
    const { owner, name, request } = options;
    await this.#callers.assertCanRead(credentials);
    const { folder } = await this.#repositories.open(owner, name);
    const branch = checkBranchName(request.branch ?? 'main');
    const files = decodeFiles(request.files);
    const message = checkMessage(request.message);
    const caller = await this.#callers.resolve(credentials);
    const head = await readHead(folder);

    const isOwn = canWriteFor(caller, owner);
    const isGitops =
      owner === this.#gitopsRepository.owner &&
      name === this.#gitopsRepository.name;
    if (!isOwn && !(isGitops && branch === head.branch)) {
      this.#repositories.assertCanWrite(
        caller,
        owner,
        `commit to branch ${branch} of ${owner}/${name}`,
      );
    }
    return this.#writer.write({
      folder,
      branch,
      startCommit: head.commit,
      files,
      message,
      author: await this.#directory.findAuthor(
        this.#callers.nameOf(credentials),
      ),
      check: async base => {
        if (!isOwn) {
          const paths = files.map(({ path }) => path);
          await this.#assertGitopsRule({ folder, caller, paths, base });
        }
      },
    });
  }

  async #assertGitopsRule(options: {
    folder: string;
    caller: Caller;
    paths: string[];
    base: string | undefined;
  }): Promise<void> {
    const { folder, caller, paths, base } = options;
    const teams = findTeamsOfPaths(paths) ?? [];
    const presence = new Map<string, TeamPresence>();
    for (const team of teams) {
      const object =
        base && (await this.#reader.findAt(folder, base, `teams/${team}`));
      presence.set(team, {
        hasFolder: Boolean(object),
        hasGroup: await this.#directory.hasGroup(ownerRefOf(team)),
      });
    }
    const verdict = decideGitopsCommit({ caller, paths, presence });
    if (!verdict.allowed) {
      throw new NotAllowedError(`The commit is refused: ${verdict.reason}`);
    }
  }
}
