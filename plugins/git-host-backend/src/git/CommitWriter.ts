import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError, InputError } from '@backstage/errors';
import { Author } from '../domain/author';
import { GitProgram } from './GitProgram';
import { GitReader } from './GitReader';
import { createScratchPath } from './scratchPath';

/** A file in the form that Git stores it. */
export interface FileToWrite {
  path: string;
  bytes: Buffer;
  isExecutable: boolean;
}

/** What to put on a branch, and who says so. */
export interface CommitOrder {
  folder: string;
  branch: string;
  /** Where a branch starts that does not exist yet; it starts empty without. */
  startCommit?: string;
  files: FileToWrite[];
  message: string;
  author: Author;
  /**
   * Called before each try with the commit that the new one will stand on;
   * throws to refuse. What it found out holds when the commit lands, because
   * the branch moves from exactly that commit or not at all.
   */
  check?: (base: string | undefined) => Promise<void>;
}

const MAX_TRIES = 20;

/** The folders that a path lies in: `a` and `a/b` for `a/b/c`. */
function listParents(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

/**
 * Writes commits without a working tree: blobs, an index of its own, a tree,
 * a commit, then one compare-and-swap of the branch.
 */
export class CommitWriter {
  readonly #git: GitProgram;
  readonly #reader: GitReader;
  readonly #scratchFolder: string;
  /** The last write of each repository, for the next one to wait for. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(options: {
    git: GitProgram;
    reader: GitReader;
    scratchFolder: string;
  }) {
    this.#git = options.git;
    this.#reader = options.reader;
    this.#scratchFolder = options.scratchFolder;
  }

  /**
   * Writers in this process take turns, because each lost race costs as much
   * as a commit; the compare-and-swap is for pushes and other processes.
   */
  async write(
    order: CommitOrder,
  ): Promise<{ commit: string; changed: boolean }> {
    const before = this.#queues.get(order.folder) ?? Promise.resolve();
    const turn = before.then(() => this.#write(order));
    const settled = turn.catch(() => {});
    this.#queues.set(order.folder, settled);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(order.folder) === settled) {
        this.#queues.delete(order.folder);
      }
    }
  }

  async #write(
    order: CommitOrder,
  ): Promise<{ commit: string; changed: boolean }> {
    const blobs = await this.#writeBlobs(order);
    const ref = `refs/heads/${order.branch}`;
    let refusal = '';
    for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
      const [branch] = await this.#reader.find(order.folder, [
        `${ref}^{commit}`,
      ]);
      const base = branch?.id ?? order.startCommit;
      const baseTree = base && (await this.#findTree(order, base));
      const tree = await this.#writeTree(order, blobs, base);
      if (branch && baseTree === tree) {
        return { commit: branch.id, changed: false };
      }
      await order.check?.(base);
      const commit = await this.#writeCommit(order, tree, base);
      const moved = await this.#git.attempt(
        ['update-ref', ref, commit, branch?.id ?? '0'.repeat(commit.length)],
        { folder: order.folder },
      );
      if (moved.code === 0) {
        return { commit, changed: true };
      }
      refusal = moved.stderr.trim();
      if (/exists; cannot create/.test(refusal)) {
        break;
      }
      await sleep(Math.random() * 20 * attempt);
    }
    throw new ConflictError(
      `Branch ${order.branch} could not be moved to the new commit: ${refusal}`,
    );
  }

  /**
   * The tree of the commit to build on; refuses files that would replace one
   * of its folders, or lie below one of its files, because Git would remove
   * those without a word.
   */
  async #findTree(order: CommitOrder, base: string): Promise<string> {
    const files = order.files.map(({ path }) => path);
    const folders = [...new Set(files.flatMap(listParents))];
    const [tree, ...found] = await this.#reader.find(order.folder, [
      `${base}^{tree}`,
      ...[...files, ...folders].map(path => `${base}:${path}`),
    ]);
    const replaced = files.find((_, i) => found[i]?.type === 'tree');
    if (replaced !== undefined) {
      throw new ConflictError(
        `"${replaced}" is a folder in branch ${order.branch}, so no file can be written there`,
      );
    }
    const blocked = folders.find((_, i) => {
      const object = found[files.length + i];
      return object && object.type !== 'tree';
    });
    if (blocked !== undefined) {
      throw new ConflictError(
        `"${blocked}" is a file in branch ${order.branch}, so no file can be written below it`,
      );
    }
    if (!tree) {
      throw new Error(`Commit ${base} of ${order.folder} has no tree`);
    }
    return tree.id;
  }

  /** One process writes all the blobs and answers with their ids in order. */
  async #writeBlobs({ folder, files }: CommitOrder): Promise<string[]> {
    const input = files.flatMap(({ bytes }, i) => [
      Buffer.from(`blob\nmark :${i + 1}\ndata ${bytes.length}\n`),
      bytes,
      Buffer.from(`\nget-mark :${i + 1}\n`),
    ]);
    const output = await this.#git.run(
      ['fast-import', '--quiet', '--done', '--cat-blob-fd=1'],
      { folder, input: Buffer.concat([...input, Buffer.from('done\n')]) },
    );
    return output.toString().split('\n').slice(0, files.length);
  }

  async #writeTree(
    order: CommitOrder,
    blobs: string[],
    base: string | undefined,
  ): Promise<string> {
    const index = createScratchPath(this.#scratchFolder);
    const options = { folder: order.folder, env: { GIT_INDEX_FILE: index } };
    try {
      await this.#git.run(
        base ? ['read-tree', base] : ['read-tree', '--empty'],
        options,
      );
      const lines = order.files.map(
        ({ path, isExecutable }, i) =>
          `${isExecutable ? '100755' : '100644'} ${blobs[i]} 0\t${path}\0`,
      );
      const added = await this.#git.attempt(
        ['update-index', '-z', '--index-info'],
        { ...options, input: lines.join('') },
      );
      // Git leaves a path out with a warning where it could refuse.
      if (added.code !== 0 || added.stderr !== '') {
        throw new InputError(
          `Git refuses the files to write: ${added.stderr.trim()}`,
        );
      }
      const tree = await this.#git.run(['write-tree'], options);
      return tree.toString().trim();
    } finally {
      await rm(index, { force: true });
      await rm(`${index}.lock`, { force: true });
    }
  }

  async #writeCommit(
    { folder, message, author }: CommitOrder,
    tree: string,
    base: string | undefined,
  ): Promise<string> {
    const output = await this.#git.run(
      ['commit-tree', tree, ...(base ? ['-p', base] : []), '-F', '-'],
      {
        folder,
        input: `${message.trim()}\n`,
        env: {
          GIT_AUTHOR_NAME: author.name,
          GIT_AUTHOR_EMAIL: author.email,
          GIT_COMMITTER_NAME: author.name,
          GIT_COMMITTER_EMAIL: author.email,
        },
      },
    );
    return output.toString().trim();
  }
}
