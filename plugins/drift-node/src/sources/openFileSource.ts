import { DataSet } from '@plumbline/backstage-plugin-drift-engine';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import {
  DuckDbOptions,
  DuckDbRunner,
} from '@plumbline/backstage-plugin-kit-duckdb';
import { TimeWindow, openFiles } from '../files/openFiles';
import { MlflowClient } from '../mlflow/MlflowClient';
import { MlflowInstance } from '../mlflow/readMlflowInstances';
import { resolveArtifact } from '../mlflow/resolveArtifact';
import { cacheObjects } from '../s3/cacheObjects';
import { createObjectStore } from '../s3/ObjectStore';
import { DriftSource } from './readDriftSources';
import { SourceError } from './SourceError';

/** A source that holds files. @public */
export type FileSource = Extract<
  DriftSource,
  { kind: 'folder' | 's3' | 'mlflow' }
>;

/** What to read of a source that holds files. @public */
export interface OpenFileSourceOptions {
  source: FileSource;
  /**
   * Below the folder or prefix: a file, a folder or a pattern. Of MLflow:
   * `runs:/<run>/<file>` or `models:/<name>@<alias>/<file>`.
   */
  path: string;
  window?: TimeWindow;
  /** Whether rows are to be found again by number. */
  hasRowPlaces?: boolean;
  /** Where objects and artifacts are kept on this machine. */
  cacheDirectory: string;
  /** `mlflow.instances`. */
  instances?: readonly MlflowInstance[];
  limits?: {
    files?: number;
    bytes?: number;
    duckDb?: Omit<DuckDbOptions, 'folders'>;
  };
  signal?: AbortSignal;
}

const DATA_FILE = /\.(?:csv|tsv|txt|json|ndjson|jsonl|parquet)(?:\.gz)?$/i;

/** Files on this machine, and how to call them to a person. */
interface LocalFiles {
  root: string;
  paths: string[];
  /** By the name on this machine. */
  titles: Map<string, string>;
}

/**
 * Brings the files of a source onto this machine where they are not, and opens
 * them in a DuckDB process of their own, which may read that folder and
 * nothing else. Closing the data set ends the process.
 *
 * @public
 */
export async function openFileSource(
  options: OpenFileSourceOptions,
): Promise<DataSet> {
  const { path, window, hasRowPlaces, limits, signal } = options;
  if (path.startsWith('/') || path.split(/[/\\]/).includes('..')) {
    throw new SourceError(
      `${JSON.stringify(path)} must be relative and without ..`,
    );
  }
  const local = await fetchFiles(options);
  const runner = new DuckDbRunner({ ...limits?.duckDb, folders: [local.root] });
  const rename = (text: string) => {
    let renamed = text;
    for (const [name, title] of local.titles) {
      renamed = renamed.replaceAll(name, title);
    }
    return renamed;
  };
  try {
    const data = await openFiles({
      runner,
      root: local.root,
      paths: local.paths,
      window,
      limits: { maxFiles: limits?.files, maxBytes: limits?.bytes },
      ...(hasRowPlaces && { rowPlaces: { titles: local.titles } }),
      signal,
    });
    return {
      ...data,
      title: local.titles.size > 0 ? path : data.title,
      close: () => runner.close(),
    };
  } catch (error) {
    await runner.close();
    signal?.throwIfAborted();
    throw new SourceError(rename((error as Error).message));
  }
}

async function fetchFiles(options: OpenFileSourceOptions): Promise<LocalFiles> {
  const { source, path } = options;
  switch (source.kind) {
    case 'folder':
      return { root: source.path, paths: [path], titles: new Map() };
    case 's3':
      return fetchObjects({ ...options, source });
    default:
      return fetchArtifact({ ...options, instance: source.instance });
  }
}

async function fetchObjects(
  options: OpenFileSourceOptions & {
    source: Extract<FileSource, { kind: 's3' }>;
  },
): Promise<LocalFiles> {
  const { source, path, cacheDirectory, limits, signal } = options;
  const store = createObjectStore(source);
  try {
    const { files } = await cacheObjects({
      store,
      pattern: `${source.prefix}${path}`,
      filter: key => DATA_FILE.test(key),
      cacheDirectory,
      limits: {
        ...(limits?.files && { objects: limits.files }),
        ...(limits?.bytes && { bytes: limits.bytes }),
      },
      signal,
    });
    if (files.length === 0) {
      throw new SourceError(
        `${JSON.stringify(path)} stands for no object in "${source.name}"`,
      );
    }
    const paths = files.map(file => relative(cacheDirectory, file.path));
    return {
      root: cacheDirectory,
      paths,
      titles: new Map(
        files.map(({ key }, index) => [
          paths[index],
          key.slice(source.prefix.length),
        ]),
      ),
    };
  } finally {
    store.close();
  }
}

async function fetchArtifact(
  options: OpenFileSourceOptions & { instance: string },
): Promise<LocalFiles> {
  const { path, cacheDirectory, instances, signal } = options;
  const instance = instances?.find(({ name }) => name === options.instance);
  if (!instance) {
    throw new SourceError(`mlflow.instances has no "${options.instance}"`);
  }
  const client = new MlflowClient(instance, {
    artifactBytes: options.limits?.bytes,
  });
  const artifact = await resolveArtifact({ client, address: path, signal });
  const root = join(cacheDirectory, 'mlflow');
  await mkdir(root, { recursive: true });
  const file = await client.downloadArtifact({
    runId: artifact.runId,
    path: artifact.path,
    folder: root,
    signal,
  });
  const name = relative(root, file);
  return { root, paths: [name], titles: new Map([[name, path]]) };
}
