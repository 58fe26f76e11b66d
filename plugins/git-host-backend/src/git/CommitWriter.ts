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

/**
 * Writes commits without a working tree: blobs, an index of its own, a tree,
 * a commit, then one compare-and-swap of the branch.
 */
export class CommitWriter {
  readonly #git: GitProgram;
  readonly #reader: GitReader;
  readonly #scratchFolder: string;

  constructor(options: {
    git: GitProgram;
    reader: GitReader;
    scratchFolder: string;
  }) {
    this.#git = options.git;
    this.#reader = options.reader;
    this.#scratchFolder = options.scratchFolder;
  }

  async write(
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
      const tree = await this.#writeTree(order, blobs, base);
      if (branch && (await this.#treeOf(order.folder, branch.id)) === tree) {
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

  async #treeOf(folder: string, commit: string): Promise<string | undefined> {
    const [tree] = await this.#reader.find(folder, [`${commit}^{tree}`]);
    return tree?.id;
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
      if (added.code !== 0) {
        throw this.#describeRefusal(order, added.stderr.trim());
      }
      const tree = await this.#git.run(['write-tree'], options);
      return tree.toString().trim();
    } finally {
      await rm(index, { force: true });
      await rm(`${index}.lock`, { force: true });
    }
  }

  #describeRefusal(order: CommitOrder, stderr: string): Error {
    if (stderr.includes('appears as both a file and as a directory')) {
      return new ConflictError(
        `A file to write would replace a folder of branch ${order.branch}, or a folder a file: ${stderr}`,
      );
    }
    return new InputError(`Git refuses the files to write: ${stderr}`);
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
