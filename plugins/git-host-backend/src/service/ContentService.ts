import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  CommitList,
  Refs,
  RepositoryFile,
  Tree,
} from '@plumbline/backstage-plugin-git-host-common';
import {
  decodeCursor,
  encodeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import { classifyFile } from '../domain/fileKind';
import { checkPath } from '../domain/filePath';
import { GitObject, GitReader } from '../git/GitReader';
import { readHead } from '../git/readHead';
import { CallerResolver } from './CallerResolver';
import { RepositoryService } from './RepositoryService';

/** Larger files are not shown in a browser. */
const MAX_SHOWN_BYTES = 2 ** 20;
/** Deeper pages cost Git more than anybody reads. */
const MAX_SKIPPED_COMMITS = 100_000;

/** A place within a repository. */
export interface Place {
  owner: string;
  name: string;
  ref?: string;
  path?: string;
}

/** Shows what is in a repository. */
export class ContentService {
  readonly #callers: CallerResolver;
  readonly #reader: GitReader;
  readonly #repositories: RepositoryService;

  constructor(options: {
    callers: CallerResolver;
    reader: GitReader;
    repositories: RepositoryService;
  }) {
    this.#callers = options.callers;
    this.#reader = options.reader;
    this.#repositories = options.repositories;
  }

  async getRefs(
    owner: string,
    name: string,
    credentials: BackstageCredentials,
  ): Promise<Refs> {
    await this.#callers.assertCanRead(credentials);
    const { folder } = await this.#repositories.open(owner, name);
    const [head, branches] = await Promise.all([
      readHead(folder),
      this.#reader.listBranches(folder),
    ]);
    return { defaultBranch: head.branch, branches };
  }

  async getTree(
    place: Place,
    credentials: BackstageCredentials,
  ): Promise<Tree> {
    const { folder, ref, commit, path } = await this.#locate(
      place,
      credentials,
    );
    const tree = await this.#lookUp(folder, { ref, commit, path }, 'tree');
    const entries = await this.#reader.listTree(folder, tree.id);
    return {
      ref,
      commit,
      path,
      entries: entries.map(entry => ({
        ...entry,
        path: path === '' ? entry.name : `${path}/${entry.name}`,
      })),
    };
  }

  async getFile(
    place: Place,
    credentials: BackstageCredentials,
  ): Promise<RepositoryFile> {
    const { folder, ref, commit, path } = await this.#locate(
      place,
      credentials,
    );
    const blob = await this.#lookUp(folder, { ref, commit, path }, 'blob');
    const file = { ref, commit, path, size: blob.size };
    if (blob.size > MAX_SHOWN_BYTES) {
      return { ...file, kind: 'too-large' };
    }
    const bytes = await this.#reader.readBlob(folder, blob.id);
    return { ...file, ...classifyFile(bytes) };
  }

  async listCommits(
    place: Place & { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<CommitList> {
    await this.#callers.assertCanRead(credentials);
    const { folder } = await this.#repositories.open(place.owner, place.name);
    const path = checkPath(place.path ?? '');
    // The cursor holds the commit, so that pages fit together while others push.
    const [pinned, skipped] = place.cursor
      ? decodeCursor(place.cursor, [/^[0-9a-f]{40,64}$/, /^\d{1,6}$/])
      : [undefined, '0'];
    const skip = Number(skipped);
    if (skip > MAX_SKIPPED_COMMITS) {
      throw new InputError(
        `Only the last ${MAX_SKIPPED_COMMITS} commits are listed; clone the repository for older ones`,
      );
    }
    const start = await this.#reader.findFirstRef(folder, [
      pinned ?? place.ref ?? 'HEAD',
    ]);
    if (!start) {
      if (!pinned && !place.ref) {
        return { items: [] };
      }
      throw this.#unknownRef(place);
    }
    const commits = await this.#reader.listCommits(folder, {
      commit: start.commit,
      path,
      skip,
      limit: place.limit + 1,
    });
    return {
      items: commits.slice(0, place.limit),
      ...(commits.length > place.limit
        ? { nextCursor: encodeCursor([start.commit, skip + place.limit]) }
        : {}),
    };
  }

  async #locate(place: Place, credentials: BackstageCredentials) {
    await this.#callers.assertCanRead(credentials);
    const { folder } = await this.#repositories.open(place.owner, place.name);
    const path = checkPath((place.path ?? '').replace(/\/$/, ''));
    const ref = place.ref ?? (await readHead(folder)).branch;
    const found = await this.#reader.findFirstRef(folder, [ref]);
    if (!found) {
      throw this.#unknownRef({ ...place, ref });
    }
    return { folder, ref, commit: found.commit, path };
  }

  async #lookUp(
    folder: string,
    at: { ref: string; commit: string; path: string },
    wanted: 'tree' | 'blob',
  ): Promise<GitObject> {
    const object = await this.#reader.findAt(folder, at.commit, at.path);
    if (object?.type !== wanted) {
      const what = wanted === 'tree' ? 'folder' : 'file';
      throw new NotFoundError(
        object
          ? `"${at.path}" in ${at.ref} is not a ${what}`
          : `There is no ${what} "${at.path}" in ${at.ref}`,
      );
    }
    return object;
  }

  #unknownRef({ owner, name, ref }: Place): Error {
    return new NotFoundError(
      `Repository ${owner}/${name} has no branch, tag or commit "${ref}"`,
    );
  }
}
