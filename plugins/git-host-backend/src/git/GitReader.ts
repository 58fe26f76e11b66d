import { PassThrough, Readable } from 'node:stream';
import { isCommitId, isRefName } from '../domain/refName';
import { GitProgram, describeSpawnError, killTree } from './GitProgram';

/** An object that Git was asked for by some name. */
export interface GitObject {
  id: string;
  type: 'commit' | 'tree' | 'blob' | 'tag';
  size: number;
}

/** One line of a folder. */
export interface TreeEntry {
  name: string;
  type: 'directory' | 'file' | 'symlink' | 'submodule';
  size?: number;
}

/** One commit of a history. */
export interface LogEntry {
  id: string;
  message: string;
  authorName: string;
  authorEmail: string;
  authoredAt: string;
}

/** One branch. */
export interface Branch {
  name: string;
  commit: string;
  updatedAt: string;
}

/** For a reader that went away without a word. */
const ARCHIVE_TIMEOUT_MS = 5 * 60_000;
const ENTRY_TYPES: Record<string, TreeEntry['type']> = {
  '040000': 'directory',
  '120000': 'symlink',
  '160000': 'submodule',
};

const MAX_BRANCHES = 500;
const MAX_MESSAGE_LENGTH = 10_000;

/** Seconds of a Git object, which anybody may have written, as a time. */
function toIsoTime(seconds: string): string {
  const date = new Date(Number(seconds) * 1000);
  return (Number.isNaN(date.getTime()) ? new Date(0) : date).toISOString();
}

/** Reads bare repositories; knows nothing about who asks. */
export class GitReader {
  readonly #git: GitProgram;

  constructor(git: GitProgram) {
    this.#git = git;
  }

  /** Looks objects up by names that are free of line breaks; undefined for each that is not there. */
  async find(
    folder: string,
    names: string[],
    signal?: AbortSignal,
  ): Promise<Array<GitObject | undefined>> {
    const output = await this.#git.run(['cat-file', '--batch-check'], {
      folder,
      input: names.map(name => `${name}\n`).join(''),
      signal,
    });
    const lines = output.toString().split('\n');
    return names.map((_, i) => {
      const match = /^([0-9a-f]{40,64}) (commit|tree|blob|tag) (\d+)$/.exec(
        lines[i],
      );
      return match
        ? {
            id: match[1],
            type: match[2] as GitObject['type'],
            size: Number(match[3]),
          }
        : undefined;
    });
  }

  /** The first of some refs that exists, with its commit: branches before tags before commit ids. */
  async findFirstRef(
    folder: string,
    refs: string[],
    signal?: AbortSignal,
  ): Promise<{ ref: string; commit: string } | undefined> {
    const names = refs.flatMap(ref => {
      if (ref === 'HEAD') {
        return [{ ref, name: 'HEAD' }];
      }
      return [
        ...(isRefName(ref)
          ? [
              { ref, name: `refs/heads/${ref}` },
              { ref, name: `refs/tags/${ref}` },
            ]
          : []),
        ...(isCommitId(ref) ? [{ ref, name: ref }] : []),
      ];
    });
    const found = await this.find(
      folder,
      names.map(({ name }) => `${name}^{commit}`),
      signal,
    );
    const index = found.findIndex(Boolean);
    return index === -1
      ? undefined
      : { ref: names[index].ref, commit: found[index]!.id };
  }

  /** What lies at a path; the empty path is the root folder. */
  async findAt(
    folder: string,
    commit: string,
    path: string,
    signal?: AbortSignal,
  ): Promise<GitObject | undefined> {
    const [object] = await this.find(
      folder,
      [path === '' ? `${commit}^{tree}` : `${commit}:${path}`],
      signal,
    );
    return object;
  }

  /** The lines of a folder in Git's order. */
  async listTree(folder: string, treeId: string): Promise<TreeEntry[]> {
    const output = await this.#git.run(['ls-tree', '-z', '-l', treeId], {
      folder,
    });
    return output
      .toString()
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const tab = line.indexOf('\t');
        const [mode, , , size] = line.slice(0, tab).split(/ +/);
        const type = ENTRY_TYPES[mode] ?? 'file';
        return {
          name: line.slice(tab + 1),
          type,
          ...(type === 'file' ? { size: Number(size) } : {}),
        };
      });
  }

  /** Every file below a folder, with its blob. */
  async listFiles(
    folder: string,
    treeId: string,
    signal?: AbortSignal,
  ): Promise<Array<{ path: string; blob: string }>> {
    const output = await this.#git.run(['ls-tree', '-z', '-r', treeId], {
      folder,
      signal,
    });
    return output
      .toString()
      .split('\0')
      .filter(Boolean)
      .flatMap(line => {
        const tab = line.indexOf('\t');
        const [mode, , blob] = line.slice(0, tab).split(' ');
        const isFile = mode === '100644' || mode === '100755';
        return isFile ? [{ path: line.slice(tab + 1), blob }] : [];
      });
  }

  /** The bytes of a blob; the caller has looked at its size. */
  async readBlob(
    folder: string,
    blob: string,
    signal?: AbortSignal,
  ): Promise<Buffer> {
    return this.#git.run(['cat-file', 'blob', blob], { folder, signal });
  }

  async listBranches(folder: string): Promise<Branch[]> {
    const output = await this.#git.run(
      [
        'for-each-ref',
        '--format=%(refname:lstrip=2)%00%(objectname)%00%(committerdate:unix)',
        '--sort=-committerdate',
        `--count=${MAX_BRANCHES}`,
        'refs/heads',
      ],
      { folder },
    );
    return output
      .toString()
      .split('\n')
      .filter(Boolean)
      .map(line => {
        const [name, commit, seconds] = line.split('\0');
        return { name, commit, updatedAt: toIsoTime(seconds) };
      });
  }

  /** Commits that lead to a commit, newest first, optionally only those that touched a path. */
  async listCommits(
    folder: string,
    options: { commit: string; path: string; skip: number; limit: number },
  ): Promise<LogEntry[]> {
    const { commit, path, skip, limit } = options;
    const output = await this.#git.run(
      [
        'log',
        '-z',
        '--no-mailmap',
        '--no-show-signature',
        '--encoding=UTF-8',
        '--format=%H%x1f%an%x1f%ae%x1f%at%x1f%B',
        `--skip=${skip}`,
        `--max-count=${limit}`,
        commit,
        '--',
        ...(path === '' ? [] : [path]),
      ],
      { folder },
    );
    return output
      .toString()
      .split('\0')
      .filter(Boolean)
      .map(record => {
        const [id, authorName, authorEmail, seconds, ...message] =
          record.split('\x1f');
        return {
          id,
          authorName,
          authorEmail,
          authoredAt: toIsoTime(seconds),
          message: message.join('\x1f').trim().slice(0, MAX_MESSAGE_LENGTH),
        };
      });
  }

  /** A folder as a tar archive without a folder around it. */
  async archive(
    folder: string,
    treeId: string,
    signal?: AbortSignal,
  ): Promise<Readable> {
    const child = await this.#git.start(['archive', '--format=tar', treeId], {
      folder,
    });
    const stop = () => killTree(child);
    signal?.addEventListener('abort', stop, { once: true });
    // Taken up at once: Node drops what a process that has ended wrote to a
    // stream that nobody listened to
    const output = new PassThrough();
    const timer = setTimeout(
      () => output.destroy(new Error('git archive took too long')),
      ARCHIVE_TIMEOUT_MS,
    );
    child.stdout.pipe(output, { end: false });
    let stderr = '';
    child.stderr.on('data', chunk => {
      stderr = `${stderr}${chunk}`.slice(0, 1000);
    });
    child.stdin.on('error', () => {});
    child.stdin.end();
    child.on('error', error => output.destroy(describeSpawnError(error)));
    child.on('close', code => {
      if (code === 0) {
        output.end();
      } else {
        output.destroy(
          new Error(`git archive failed with code ${code}: ${stderr}`),
        );
      }
    });
    output.on('close', () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      stop();
    });
    return output;
  }
}
