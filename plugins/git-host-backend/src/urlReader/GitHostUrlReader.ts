import { Readable } from 'node:stream';
import {
  UrlReaderService,
  UrlReaderServiceReadTreeOptions,
  UrlReaderServiceReadTreeResponse,
  UrlReaderServiceReadUrlOptions,
  UrlReaderServiceReadUrlResponse,
  UrlReaderServiceSearchOptions,
  UrlReaderServiceSearchResponse,
} from '@backstage/backend-plugin-api';
import {
  ReadTreeResponseFactory,
  ReadUrlResponseFactory,
} from '@backstage/backend-defaults/urlReader';
import { InputError, NotFoundError, NotModifiedError } from '@backstage/errors';
import { buildWebPath } from '@plumbline/backstage-plugin-git-host-common';
import { Minimatch } from 'minimatch';
import { checkPath } from '../domain/filePath';
import { listRefCandidates, parseReadAddress } from '../domain/readAddress';
import { GitObject, GitReader } from '../git/GitReader';
import { RepositoryFolders } from '../git/RepositoryFolders';

/** More matches than this mean a pattern that was not meant. */
const MAX_MATCHES = 1000;
const GLOB_CHARACTERS = /[*?[\]{}]/;

interface Location {
  owner: string;
  name: string;
  folder: string;
  ref: string;
  commit: string;
  path: string;
}

/**
 * Reads the portal's own repository addresses from the disk, so that catalog
 * locations, templates and docs need no sign-in to the host they run in.
 */
export class GitHostUrlReader implements UrlReaderService {
  readonly #baseUrls: string[];
  readonly #folders: RepositoryFolders;
  readonly #reader: GitReader;
  readonly #treeResponseFactory: ReadTreeResponseFactory;

  constructor(options: {
    baseUrls: string[];
    folders: RepositoryFolders;
    reader: GitReader;
    treeResponseFactory: ReadTreeResponseFactory;
  }) {
    this.#baseUrls = options.baseUrls;
    this.#folders = options.folders;
    this.#reader = options.reader;
    this.#treeResponseFactory = options.treeResponseFactory;
  }

  async readUrl(
    url: string,
    options?: UrlReaderServiceReadUrlOptions,
  ): Promise<UrlReaderServiceReadUrlResponse> {
    const at = await this.#locate(url, options?.signal);
    const blob = await this.#lookUp(url, at, 'blob', options?.signal);
    if (options?.etag === blob.id) {
      throw new NotModifiedError();
    }
    const bytes = await this.#reader.readBlob(
      at.folder,
      blob.id,
      options?.signal,
    );
    return ReadUrlResponseFactory.fromReadable(Readable.from([bytes]), {
      etag: blob.id,
    });
  }

  async readTree(
    url: string,
    options?: UrlReaderServiceReadTreeOptions,
  ): Promise<UrlReaderServiceReadTreeResponse> {
    const at = await this.#locate(url, options?.signal);
    const tree = await this.#lookUp(url, at, 'tree', options?.signal);
    if (options?.etag === tree.id) {
      throw new NotModifiedError();
    }
    return this.#treeResponseFactory.fromTarArchive({
      stream: await this.#reader.archive(at.folder, tree.id, options?.signal),
      etag: tree.id,
      filter: options?.filter,
      stripFirstDirectory: false,
    });
  }

  async search(
    url: string,
    options?: UrlReaderServiceSearchOptions,
  ): Promise<UrlReaderServiceSearchResponse> {
    const at = await this.#locate(url, options?.signal);
    if (!GLOB_CHARACTERS.test(at.path)) {
      return this.#searchOne(url, options);
    }
    const [tree] = await this.#reader.find(
      at.folder,
      [`${at.commit}^{tree}`],
      options?.signal,
    );
    if (!tree) {
      throw new NotFoundError(`Commit ${at.commit} of ${url} has no files`);
    }
    if (options?.etag === tree.id) {
      throw new NotModifiedError();
    }
    const pattern = new Minimatch(at.path);
    const files = await this.#reader.listFiles(
      at.folder,
      tree.id,
      options?.signal,
    );
    const matches = files.filter(({ path }) => pattern.match(path));
    if (matches.length > MAX_MATCHES) {
      throw new InputError(
        `${url} matches ${matches.length} files; ${MAX_MATCHES} are the limit`,
      );
    }
    const { owner, name, ref, folder } = at;
    return {
      etag: tree.id,
      files: matches.map(({ path, blob }) => ({
        url: this.#addressOf(url, { owner, name, ref, path }),
        content: () => this.#reader.readBlob(folder, blob),
      })),
    };
  }

  toString() {
    return `gitHost{baseUrls=${this.#baseUrls.join(',')}}`;
  }

  async #searchOne(
    url: string,
    options?: UrlReaderServiceSearchOptions,
  ): Promise<UrlReaderServiceSearchResponse> {
    try {
      const file = await this.readUrl(url, options);
      return {
        etag: file.etag ?? '',
        files: [{ url, content: file.buffer }],
      };
    } catch (error) {
      if ((error as Error).name === 'NotFoundError') {
        return { etag: '', files: [] };
      }
      throw error;
    }
  }

  /** Below the same base address that was asked for. */
  #addressOf(
    url: string,
    place: { owner: string; name: string; ref: string; path: string },
  ): string {
    const { origin, pathname } = new URL(url);
    const base = pathname.slice(0, pathname.indexOf('/git/'));
    return `${origin}${base}${buildWebPath({ ...place, kind: 'blob' })}`;
  }

  async #locate(url: string, signal?: AbortSignal): Promise<Location> {
    // What is compared as text elsewhere (the catalog's rules) must name the
    // very place that is read here
    const isCanonical = new URL(url).href === url && !/[?#]/.test(url);
    const address = isCanonical
      ? parseReadAddress(new URL(url), this.#baseUrls)
      : undefined;
    if (!address) {
      throw new NotFoundError(
        `${url} is no address of a repository: it must be <portal>/git/<owner>/<name>/blob/<ref>/<path>`,
      );
    }
    const { owner, name, segments } = address;
    if (!(await this.#folders.read(owner, name))) {
      throw new NotFoundError(
        `Repository ${owner}/${name} of ${url} does not exist`,
      );
    }
    const folder = this.#folders.pathOf(owner, name);
    const candidates =
      segments.length === 0
        ? [{ ref: 'HEAD', path: '' }]
        : listRefCandidates(segments);
    const found = await this.#reader.findFirstRef(
      folder,
      candidates.map(({ ref }) => ref),
      signal,
    );
    if (!found) {
      throw new NotFoundError(
        `Repository ${owner}/${name} has no branch, tag or commit "${
          segments[0] ?? 'HEAD'
        }" (${url})`,
      );
    }
    const { path } = candidates.find(({ ref }) => ref === found.ref)!;
    return { owner, name, folder, ...found, path: checkPath(path) };
  }

  async #lookUp(
    url: string,
    at: Location,
    wanted: 'tree' | 'blob',
    signal?: AbortSignal,
  ): Promise<GitObject> {
    const object = await this.#reader.findAt(
      at.folder,
      at.commit,
      at.path,
      signal,
    );
    if (object?.type !== wanted) {
      const what = wanted === 'tree' ? 'folder' : 'file';
      throw new NotFoundError(
        object ? `${url} is not a ${what}` : `There is no ${what} at ${url}`,
      );
    }
    return object;
  }
}
