import {
  mkdir,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createScratchPath, removeAbandoned } from './scratchPath';

/** What a repository knows about itself, kept beside its objects. */
export interface RepositoryIdentity {
  id: string;
  owner: string;
  name: string;
  description: string;
  origin: string;
  createdBy: string;
  /** ISO 8601 UTC. */
  createdAt: string;
}

const IDENTITY_FILE = 'plumbline.json';

function hasCode(error: unknown, codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException).code ?? '');
}

/**
 * The repositories on the disk: `repositories/<owner>/<name>.git`. A repository
 * appears and disappears by one rename, and carries its identity with it, so
 * the disk alone says what exists; the database is an index of it.
 */
export class RepositoryFolders {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  get scratchFolder(): string {
    return join(this.#root, 'incoming');
  }

  get #trash(): string {
    return join(this.#root, 'trash');
  }

  get #repositories(): string {
    return join(this.#root, 'repositories');
  }

  /** Owner and name are checked names, which hold no separators. */
  pathOf(owner: string, name: string): string {
    return join(this.#repositories, owner, `${name}.git`);
  }

  /** Makes the folders and removes what a killed process left unfinished. */
  async prepare(): Promise<void> {
    try {
      for (const folder of [
        this.#repositories,
        this.scratchFolder,
        this.#trash,
      ]) {
        await mkdir(folder, { recursive: true, mode: 0o750 });
      }
      const probe = createScratchPath(this.scratchFolder);
      await writeFile(probe, '');
      await rm(probe);
    } catch (error) {
      throw new Error(
        `The Git host cannot write to ${this.#root} (gitHost.directory): ${error}`,
      );
    }
    await removeAbandoned(this.scratchFolder);
  }

  /** The identity of a repository; undefined when there is none. */
  async read(
    owner: string,
    name: string,
  ): Promise<RepositoryIdentity | undefined> {
    return this.#readIdentity(this.pathOf(owner, name));
  }

  /** Every repository on the disk. */
  async list(): Promise<RepositoryIdentity[]> {
    const found: RepositoryIdentity[] = [];
    const owners = await readdir(this.#repositories, { withFileTypes: true });
    // Others leave files of their own here, such as a file manager its settings
    for (const owner of owners.filter(entry => entry.isDirectory())) {
      const path = join(this.#repositories, owner.name);
      const entries = await readdir(path, { withFileTypes: true });
      for (const entry of entries.filter(item => item.isDirectory())) {
        const identity = await this.#readIdentity(join(path, entry.name));
        if (identity) {
          found.push(identity);
        }
      }
    }
    return found;
  }

  /**
   * Builds a repository out of sight and puts it in its place with one rename.
   * False when the place was taken meanwhile.
   */
  async publish(
    identity: RepositoryIdentity,
    build: (folder: string) => Promise<void>,
  ): Promise<boolean> {
    const folder = createScratchPath(this.scratchFolder);
    const target = this.pathOf(identity.owner, identity.name);
    try {
      await mkdir(folder, { mode: 0o750 });
      await build(folder);
      await writeFile(
        join(folder, IDENTITY_FILE),
        `${JSON.stringify(identity, undefined, 2)}\n`,
      );
      await mkdir(join(this.#repositories, identity.owner), {
        recursive: true,
        mode: 0o750,
      });
      await rename(folder, target);
      return true;
    } catch (error) {
      if (hasCode(error, ['ENOTEMPTY', 'EEXIST'])) {
        return false;
      }
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** Takes a repository out of sight; what is gone already is no error. */
  async moveToTrash(identity: RepositoryIdentity): Promise<void> {
    try {
      await rename(
        this.pathOf(identity.owner, identity.name),
        join(this.#trash, identity.id),
      );
    } catch (error) {
      if (!hasCode(error, ['ENOENT'])) {
        throw error;
      }
    }
  }

  /** Ids of the repositories whose deletion has begun. */
  async listTrash(): Promise<string[]> {
    return readdir(this.#trash);
  }

  async removeFromTrash(id: string): Promise<void> {
    await rm(join(this.#trash, basename(id)), { recursive: true, force: true });
  }

  async #readIdentity(folder: string): Promise<RepositoryIdentity | undefined> {
    try {
      return JSON.parse(await readFile(join(folder, IDENTITY_FILE), 'utf8'));
    } catch (error) {
      if (hasCode(error, ['ENOENT', 'ENOTDIR'])) {
        return undefined;
      }
      throw new Error(`Cannot read ${join(folder, IDENTITY_FILE)}: ${error}`);
    }
  }
}
