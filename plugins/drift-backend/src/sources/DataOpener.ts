import { dirname, join } from 'node:path';
import { InputError } from '@backstage/errors';
import type { DataSet } from '@plumbline/backstage-plugin-drift-engine';
import {
  DriftSource,
  MlflowClient,
  MlflowInstance,
  ResolvedArtifact,
  TimeWindow,
  openFileSource,
  openPostgresTable,
  openTrinoTable,
  resolveArtifact,
} from '@plumbline/backstage-plugin-drift-node';
import { BaselineOrigin, Place } from '../domain/definition';
import { MonitorRecord } from '../domain/records';
import { RepositoryFiles } from './RepositoryFiles';

/** Whose rows: decides what a path without a source is relative to. */
export type DocumentOrigin = Pick<MonitorRecord, 'origin' | 'location'>;

/** Opens the rows that documents name, and nothing that the operator did not allow. */
export interface DataOpener {
  /** The caller closes what it gets. Throws an Error that is fit for a person. */
  open(options: {
    place: Place;
    document: DocumentOrigin;
    window?: TimeWindow;
    /** Whether rows of files are to be found again by number. */
    hasRowPlaces?: boolean;
    signal?: AbortSignal;
  }): Promise<DataSet>;
  openArtifact(options: ArtifactRequest): Promise<DataSet>;
  /** The run that the address of an artifact means now, and on which server. */
  resolveArtifact(
    options: ArtifactRequest,
  ): Promise<ResolvedArtifact & { instance: string }>;
}

/** An artifact that a document or a person named. */
export interface ArtifactRequest {
  artifact: Extract<BaselineOrigin, { kind: 'mlflow' }>;
  signal?: AbortSignal;
}

/** The {@link DataOpener} of configured sources and of repositories. */
export class SourceDataOpener implements DataOpener {
  readonly #sources: readonly DriftSource[];
  readonly #instances: readonly MlflowInstance[];
  readonly #cacheDirectory: string;
  readonly #repositories: RepositoryFiles;

  constructor(options: {
    sources: readonly DriftSource[];
    instances: readonly MlflowInstance[];
    cacheDirectory: string;
    repositories: RepositoryFiles;
  }) {
    this.#sources = options.sources;
    this.#instances = options.instances;
    this.#cacheDirectory = options.cacheDirectory;
    this.#repositories = options.repositories;
  }

  async open(options: {
    place: Place;
    document: DocumentOrigin;
    window?: TimeWindow;
    hasRowPlaces?: boolean;
    signal?: AbortSignal;
  }): Promise<DataSet> {
    const { place, document, window, hasRowPlaces, signal } = options;
    const source =
      place.source === undefined
        ? await this.#sourceBeside(place, document, signal)
        : this.#sources.find(({ name }) => name === place.source);
    if (!source) {
      throw new InputError(
        `drift.sources has no "${place.source}"; it has ${
          this.#sources.map(({ name }) => name).join(', ') || 'none'
        }`,
      );
    }
    return this.#open({ source, place, window, hasRowPlaces, signal });
  }

  async openArtifact(options: ArtifactRequest): Promise<DataSet> {
    const { artifact, signal } = options;
    const { name } = this.#instanceOf(artifact.instance);
    return this.#open({
      source: { name, kind: 'mlflow', instance: name },
      place: { path: artifact.path },
      signal,
    });
  }

  async resolveArtifact(
    options: ArtifactRequest,
  ): Promise<ResolvedArtifact & { instance: string }> {
    const { artifact, signal } = options;
    const instance = this.#instanceOf(artifact.instance);
    const resolved = await resolveArtifact({
      client: new MlflowClient(instance),
      address: artifact.path,
      signal,
    });
    return { ...resolved, instance: instance.name };
  }

  /** The server of that name, or the only one. */
  #instanceOf(name: string | undefined): MlflowInstance {
    const [first, ...others] = this.#instances.filter(
      instance => name === undefined || instance.name === name,
    );
    if (!first) {
      throw new InputError(
        name === undefined
          ? 'mlflow.instances is empty'
          : `mlflow.instances has no "${name}"`,
      );
    }
    if (others.length > 0) {
      throw new InputError(
        'There are several MLflow servers: say which by instance',
      );
    }
    return first;
  }

  async #open(options: {
    source: DriftSource;
    place: Place;
    window?: TimeWindow;
    hasRowPlaces?: boolean;
    signal?: AbortSignal;
  }): Promise<DataSet> {
    const { source, place, window, hasRowPlaces, signal } = options;
    if (source.kind === 'postgres' || source.kind === 'trino') {
      if (place.table === undefined) {
        throw new InputError(
          `"${source.name}" holds tables: name a table instead of a path`,
        );
      }
      const what = { title: source.name, table: place.table, window, signal };
      return source.kind === 'postgres'
        ? openPostgresTable({ connection: source, ...what })
        : openTrinoTable({ ...source, ...what });
    }
    return openFileSource({
      source,
      path: place.path ?? '',
      window,
      hasRowPlaces,
      cacheDirectory: join(this.#cacheDirectory, 'objects', source.name),
      instances: this.#instances,
      signal,
    });
  }

  /** Files beside the document: in its repository, or in its folder when the operator named it. */
  async #sourceBeside(
    place: Place,
    document: DocumentOrigin,
    signal: AbortSignal | undefined,
  ): Promise<DriftSource> {
    const { origin, location } = document;
    if (location === undefined || place.path === undefined) {
      throw new InputError(
        'The document names files beside itself, but lies in no folder: name a source and a path',
      );
    }
    const path =
      origin === 'configuration'
        ? dirname(location)
        : await this.#repositories.fetch({
            documentUrl: location,
            pattern: place.path,
            signal,
          });
    return { name: 'beside the document', kind: 'folder', path };
  }
}
