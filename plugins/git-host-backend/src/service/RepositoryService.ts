import { randomUUID } from 'node:crypto';
import {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  CreateRepositoryRequest,
  Repository,
  RepositoryList,
  buildWebPath,
} from '@plumbline/backstage-plugin-git-host-common';
import { checkName } from '@plumbline/backstage-plugin-kit-common';
import {
  decodeCursor,
  encodeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import { Caller, canWriteFor, ownerRefOf } from '../domain/access';
import { checkMessage } from '../domain/commitMessage';
import { decodeFiles } from '../domain/decodeFiles';
import { CommitWriter } from '../git/CommitWriter';
import { GitProgram } from '../git/GitProgram';
import {
  RepositoryFolders,
  RepositoryIdentity,
} from '../git/RepositoryFolders';
import { readHead } from '../git/readHead';
import { adoptDefaultBranch, initRepository } from '../git/writeRepository';
import { RepositoryStore } from '../store/RepositoryStore';
import { CallerResolver } from './CallerResolver';
import { CatalogDirectory } from './CatalogDirectory';

/** A repository that is there, and where. */
export interface OpenRepository {
  identity: RepositoryIdentity;
  folder: string;
}

const NAME = /^[a-z0-9-]+$/;

/** Creates, lists, finds and deletes repositories. */
export class RepositoryService {
  readonly #callers: CallerResolver;
  readonly #directory: CatalogDirectory;
  readonly #folders: RepositoryFolders;
  readonly #git: GitProgram;
  readonly #logger: LoggerService;
  readonly #store: RepositoryStore;
  readonly #writer: CommitWriter;
  readonly #cloneBaseUrl: string;
  readonly #webBaseUrl: string;

  constructor(options: {
    callers: CallerResolver;
    directory: CatalogDirectory;
    folders: RepositoryFolders;
    git: GitProgram;
    logger: LoggerService;
    store: RepositoryStore;
    writer: CommitWriter;
    cloneBaseUrl: string;
    webBaseUrl: string;
  }) {
    this.#callers = options.callers;
    this.#directory = options.directory;
    this.#folders = options.folders;
    this.#git = options.git;
    this.#logger = options.logger;
    this.#store = options.store;
    this.#writer = options.writer;
    this.#cloneBaseUrl = options.cloneBaseUrl.replace(/\/+$/, '');
    this.#webBaseUrl = options.webBaseUrl.replace(/\/+$/, '');
  }

  async create(
    request: CreateRepositoryRequest,
    credentials: BackstageCredentials,
  ): Promise<Repository> {
    await this.#callers.assertCanCreate(credentials);
    const { owner, name, origin } = request;
    const caller = await this.#callers.resolve(credentials);
    this.assertCanWrite(caller, owner, `create ${owner}/${name}`);
    const files = decodeFiles(request.files ?? []);
    const message = checkMessage(request.message ?? 'Initial commit');

    let identity = await this.find(owner, name);
    if (!identity) {
      const createdBy = this.#callers.nameOf(credentials);
      const author = await this.#directory.findAuthor(createdBy);
      identity = {
        id: randomUUID(),
        owner,
        name,
        description: request.description ?? '',
        origin,
        createdBy,
        createdAt: new Date().toISOString(),
      };
      const isOurs = await this.#folders.publish(identity, async folder => {
        await initRepository(this.#git, folder);
        if (files.length > 0) {
          const branch = 'main';
          await this.#writer.write({ folder, branch, files, message, author });
        }
      });
      if (isOurs) {
        await this.#store.save(identity);
      } else {
        identity = await this.find(owner, name);
      }
    }
    if (!identity) {
      throw new ConflictError(
        `Repository ${owner}/${name} was created and deleted by others just now: try again`,
      );
    }
    if (identity.origin !== origin) {
      throw new ConflictError(
        `Repository ${owner}/${name} exists already; it was created by ${identity.createdBy} at ${identity.createdAt}. Choose another name`,
      );
    }
    return this.#describe(identity, caller);
  }

  /** Whether an owner has a repository. */
  async hasAnyOf(owner: string): Promise<boolean> {
    return (await this.#store.list({ owner, limit: 1 })).length > 0;
  }

  async list(
    query: {
      owner?: string;
      query?: string;
      cursor?: string;
      limit?: number;
    },
    credentials: BackstageCredentials,
  ): Promise<RepositoryList> {
    await this.#callers.assertCanRead(credentials);
    const limit = query.limit ?? 50;
    const [owner, name] = query.cursor
      ? decodeCursor(query.cursor, [NAME, NAME])
      : [];
    const records = await this.#store.list({
      owner: query.owner,
      query: query.query,
      after: owner ? { owner, name } : undefined,
      limit: limit + 1,
    });
    const caller = await this.#callers.resolve(credentials);
    const page = records.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await Promise.all(
        page.map(record => this.#describe(record, caller)),
      ),
      ...(records.length > limit && last
        ? { nextCursor: encodeCursor([last.owner, last.name]) }
        : {}),
    };
  }

  async get(
    owner: string,
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Repository> {
    await this.#callers.assertCanRead(credentials);
    const { identity } = await this.open(owner, name);
    return this.#describe(identity, await this.#callers.resolve(credentials));
  }

  /**
   * Renames the folder away, then forgets the name, then frees the space:
   * killed between two of these, the start of the host does the rest.
   */
  async delete(
    owner: string,
    name: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    await this.#callers.assertCanRead(credentials);
    const { identity } = await this.open(owner, name);
    const caller = await this.#callers.resolve(credentials);
    this.assertCanWrite(caller, owner, `delete ${owner}/${name}`);
    await this.#folders.moveToTrash(identity);
    await this.#store.delete(identity.id);
    await this.#folders.removeFromTrash(identity.id);
  }

  /** A repository by its name, without asking who wants it; throws when there is none. */
  async open(owner: string, name: string): Promise<OpenRepository> {
    const identity = await this.find(owner, name);
    if (!identity) {
      throw new NotFoundError(`Repository ${owner}/${name} does not exist`);
    }
    return { identity, folder: this.#folders.pathOf(owner, name) };
  }

  /** What is left to do after a push: the first branch of an empty repository becomes its default. */
  async settlePush(folder: string): Promise<void> {
    await adoptDefaultBranch(this.#git, folder);
  }

  /** Refuses a write, naming who could do it. */
  assertCanWrite(caller: Caller, owner: string, deed: string): void {
    if (!canWriteFor(caller, owner)) {
      throw new NotAllowedError(
        `You may not ${deed}: only members of ${ownerRefOf(owner)} may`,
      );
    }
  }

  /**
   * The identity of a repository, from the disk. A repository that was
   * published but not listed, because the host was killed in between, is
   * listed now.
   */
  async find(
    owner: string,
    name: string,
  ): Promise<RepositoryIdentity | undefined> {
    if (!checkName(owner).ok || !checkName(name).ok) {
      return undefined;
    }
    const [identity, record] = await Promise.all([
      this.#folders.read(owner, name),
      this.#store.get(owner, name),
    ]);
    if (identity && !record) {
      await this.#store.save(identity);
    }
    if (!identity && record) {
      await this.#finishDeletion(record);
    }
    return identity;
  }

  async #finishDeletion(record: RepositoryIdentity): Promise<void> {
    const trash = await this.#folders.listTrash();
    if (!trash.includes(record.id)) {
      // Deleted by another process since we looked, or lost.
      const current = await this.#store.get(record.owner, record.name);
      if (current?.id === record.id) {
        const folder = this.#folders.pathOf(record.owner, record.name);
        throw new Error(
          `Repository ${record.owner}/${record.name} is known, but its folder ${folder} is missing: restore it from a backup`,
        );
      }
      return;
    }
    await this.#store.delete(record.id);
    await this.#folders.removeFromTrash(record.id);
  }

  async #describe(
    identity: RepositoryIdentity,
    caller: Caller,
  ): Promise<Repository> {
    const { owner, name, description, createdAt, createdBy } = identity;
    const head = await readHead(this.#folders.pathOf(owner, name)).catch(
      error => {
        this.#logger.warn(`Cannot read HEAD of ${owner}/${name}`, error);
        return { branch: 'main', commit: undefined };
      },
    );
    return {
      owner,
      name,
      ownerRef: ownerRefOf(owner),
      description,
      defaultBranch: head.branch,
      ...(head.commit ? { head: head.commit } : {}),
      createdAt,
      createdBy,
      cloneUrl: `${this.#cloneBaseUrl}/${owner}/${name}.git`,
      webUrl: `${this.#webBaseUrl}${buildWebPath({ owner, name })}`,
      canWrite: canWriteFor(caller, owner),
    };
  }
}
