import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { glob } from 'node:fs/promises';

/** A file to read. @public */
export interface DataFile {
  /** Real path, below the root. */
  path: string;
  /** What a person reads: the path below the root. */
  title: string;
  bytes: number;
}

const DATA_FILE = /\.(csv|tsv|txt|json|ndjson|jsonl|parquet)(\.gz)?$/i;
const HAS_WILDCARD = /[*?[\]{}]/;

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The real path; refuses what lies outside, also through a symbolic link. */
async function insideRoot(root: string, path: string): Promise<string> {
  const real = await realpath(path);
  const way = relative(root, real);
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) {
    throw new Error(
      `${relative(root, path)} lies outside the folder that may be read`,
    );
  }
  return real;
}

async function expand(root: string, pattern: string): Promise<string[]> {
  const literal = resolve(root, pattern);
  if (!HAS_WILDCARD.test(pattern) || (await exists(literal))) {
    const found = await stat(literal).catch(() => undefined);
    if (!found) {
      throw new Error(`${pattern} does not exist`);
    }
    if (!found.isDirectory()) {
      return [literal];
    }
    const inside: string[] = [];
    for await (const entry of glob('**/*', { cwd: literal })) {
      if (DATA_FILE.test(entry)) {
        inside.push(resolve(literal, entry));
      }
    }
    return inside;
  }
  const matches: string[] = [];
  for await (const entry of glob(pattern, { cwd: root })) {
    matches.push(resolve(root, entry));
  }
  return matches;
}

/**
 * The files that paths, folders and patterns below a root stand for, sorted by
 * path. Throws an Error that names the path when there is none, when it lies
 * outside, or when there is more than the limits allow.
 *
 * @public
 */
export async function listFiles(options: {
  root: string;
  paths: readonly string[];
  maxFiles: number;
  maxBytes: number;
}): Promise<DataFile[]> {
  const root = await realpath(options.root);
  const found = new Map<string, DataFile>();
  let bytes = 0;
  for (const path of options.paths) {
    const matches = await expand(root, path);
    for (const match of matches) {
      const real = await insideRoot(root, match);
      const facts = await stat(real);
      if (facts.isFile() && !found.has(real)) {
        bytes += facts.size;
        found.set(real, {
          path: real,
          title: relative(root, match) || path,
          bytes: facts.size,
        });
      }
      if (found.size > options.maxFiles) {
        throw new Error(
          `${path} stands for more than ${options.maxFiles} files`,
        );
      }
      if (bytes > options.maxBytes) {
        throw new Error(
          `${path} holds more than ${Math.round(options.maxBytes / 2 ** 30)} GiB`,
        );
      }
    }
    if (matches.length === 0) {
      throw new Error(`${path} stands for no file`);
    }
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
