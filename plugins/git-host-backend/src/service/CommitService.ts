import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  CreateCommitRequest,
  CreateCommitResponse,
} from '@plumbline/backstage-plugin-git-host-common';
import {
  TeamPresence,
  canWriteFor,
  Verdict,
  decideFounding,
  decideGitopsCommit,
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
  readonly #reservedTeams: ReadonlySet<string>;
  readonly #reader: GitReader;
  readonly #repositories: RepositoryService;
  readonly #writer: CommitWriter;

  constructor(options: {
    callers: CallerResolver;
    directory: CatalogDirectory;
    gitopsRepository: { owner: string; name: string };
    /** Full refs of the groups that administer. */
    adminGroups: string[];
    reader: GitReader;
    repositories: RepositoryService;
    writer: CommitWriter;
  }) {
    this.#callers = options.callers;
    this.#directory = options.directory;
    this.#gitopsRepository = options.gitopsRepository;
    this.#reservedTeams = new Set([
      ...options.adminGroups,
      ownerRefOf(options.gitopsRepository.owner),
    ]);
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

    const isGitops =
      owner === this.#gitopsRepository.owner &&
      name === this.#gitopsRepository.name;
    const onDefaultBranch = isGitops && branch === head.branch;
    const paths = files.map(({ path }) => path);
    const { founding } = request;
    let authorRef = this.#callers.nameOf(credentials);
    let check: ((base: string | undefined) => Promise<void>) | undefined;

    if (founding) {
      if (!authorRef.startsWith('service:') || !onDefaultBranch) {
        throw new NotAllowedError(
          'The commit is refused: teams are founded by the portal, in the GitOps repository',
        );
      }
      authorRef = founding.founderRef ?? authorRef;
      check = async base =>
        refuseUnless(
          decideFounding({
            team: founding.team,
            paths,
            presence: await this.#findPresence(folder, founding.team, base),
          }),
        );
    } else if (!canWriteFor(caller, owner)) {
      if (!onDefaultBranch) {
        this.#repositories.assertCanWrite(
          caller,
          owner,
          `commit to branch ${branch} of ${owner}/${name}`,
        );
      }
      // Before anything is written: a refused commit leaves nothing behind
      refuseUnless(decideGitopsCommit({ caller, paths }));
    }
    return this.#writer.write({
      folder,
      branch,
      startCommit: head.commit,
      files,
      message,
      author: await this.#directory.findAuthor(authorRef),
      check,
    });
  }

  async #findPresence(
    folder: string,
    team: string,
    base: string | undefined,
  ): Promise<TeamPresence> {
    const object =
      base && (await this.#reader.findAt(folder, base, `teams/${team}`));
    return {
      hasFolder: Boolean(object),
      hasGroup: await this.#directory.hasGroup(ownerRefOf(team)),
      hasRepository: await this.#repositories.hasAnyOf(team),
      isReserved: this.#reservedTeams.has(ownerRefOf(team)),
    };
  }
}

function refuseUnless(verdict: Verdict): void {
  if (!verdict.allowed) {
    throw new NotAllowedError(`The commit is refused: ${verdict.reason}`);
  }
}
