import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  CATALOG_FILTER_EXISTS,
  EntityFilterQuery,
} from '@backstage/catalog-client';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { NamedDataSet } from '../config';
import { buildAnnotatedDocument } from '../domain/annotatedDocument';
import { nextOccurrence } from '../domain/cron';
import { hasDatedRows } from '../domain/definition';
import { describeUnknown } from '../domain/headline';
import { MonitorRecord } from '../domain/records';
import { redact } from '../domain/redact';
import { RepositoryFiles } from '../sources/RepositoryFiles';
import { MonitorStore } from '../store/MonitorStore';
import { ownersOf } from '@plumbline/backstage-plugin-kit-node';
import { buildMonitor, readDocument } from './MonitorService';

const MAX_DOCUMENT_BYTES = 256 * 1024;
const PAGE = 200;
/** Entities whose repositories are looked into. */
const WATCHED = [
  { kind: 'resource', 'spec.type': 'ml-model' },
  { kind: 'component', 'spec.type': ['ml-pipeline', 'model-server'] },
];
const FILE_NAME = 'drift.yaml';
const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.annotations',
  'relations',
  'spec.type',
];

/** A document as it was found. */
interface FoundDocument {
  origin: MonitorRecord['origin'];
  location: string;
  text: string;
  etag?: string;
  /** The entity that led to it; absent where the operator did. */
  entity?: Entity;
}

/** Where the `drift.yaml` of an entity would be; `undefined` when it is in no repository. */
export function documentUrlOf(entity: Entity): string | undefined {
  const { annotations = {} } = entity.metadata;
  const source = annotations[ANNOTATION_SOURCE_LOCATION];
  const [type, ...rest] = (
    source ??
    annotations[ANNOTATION_LOCATION] ??
    ''
  ).split(':');
  const url = rest.join(':');
  if (type !== 'url' || !URL.canParse(url)) {
    return undefined;
  }
  // A source location is a folder, with or without its last slash; a location is a file
  const base = source && !url.endsWith('/') ? `${url}/` : url;
  return new URL(FILE_NAME, base).href;
}

/** Keeps the monitors as configuration, annotations and repositories define them. */
export class MonitorSync {
  readonly #auth: AuthService;
  readonly #catalog: CatalogService;
  readonly #dataSets: ReadonlyMap<string, NamedDataSet>;
  readonly #files: readonly string[];
  readonly #logger: LoggerService;
  readonly #monitors: MonitorStore;
  readonly #repositories: RepositoryFiles;
  readonly #now: () => number;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogService;
    dataSets: ReadonlyMap<string, NamedDataSet>;
    files: readonly string[];
    logger: LoggerService;
    monitors: MonitorStore;
    repositories: RepositoryFiles;
    now?: () => number;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#dataSets = options.dataSets;
    this.#files = options.files;
    this.#logger = options.logger;
    this.#monitors = options.monitors;
    this.#repositories = options.repositories;
    this.#now = options.now ?? Date.now;
  }

  async sync(signal: AbortSignal): Promise<void> {
    await this.#syncConfiguration();
    await this.#syncAnnotations(signal);
    await this.#syncRepositories(signal);
    await this.#refreshOwners(signal);
  }

  async #syncConfiguration(): Promise<void> {
    for (const location of this.#files) {
      try {
        const text = await readFile(location, 'utf8');
        await this.#take({ origin: 'configuration', location, text });
      } catch (error) {
        this.#logger.warn(
          `Drift: ${location} (drift.monitors) could not be read: ${(error as Error).message}`,
        );
      }
    }
    await this.#disableGone('configuration', new Set(this.#files));
  }

  async #syncAnnotations(signal: AbortSignal): Promise<void> {
    const seen = new Set<string>();
    const key = `metadata.annotations.${PLUMBLINE_ANNOTATIONS.driftBaseline}`;
    for await (const entity of this.#listEntities(
      { [key]: CATALOG_FILTER_EXISTS },
      signal,
    )) {
      const location = stringifyEntityRef(entity);
      seen.add(location);
      const { annotations = {} } = entity.metadata;
      const text = buildAnnotatedDocument({
        entityRef: location,
        baseline: annotations[PLUMBLINE_ANNOTATIONS.driftBaseline],
        window: annotations[PLUMBLINE_ANNOTATIONS.driftWindow],
        dataSets: this.#dataSets,
      });
      await this.#take({ origin: 'annotation', location, text, entity });
    }
    await this.#disableGone('annotation', seen);
  }

  async #syncRepositories(signal: AbortSignal): Promise<void> {
    const known = new Map(
      (await this.#monitors.listOfOrigin('repository')).map(monitor => [
        monitor.location,
        monitor,
      ]),
    );
    const seen = new Set<string>();
    for await (const entity of this.#listEntities(WATCHED, signal)) {
      const location = documentUrlOf(entity);
      if (!location || seen.has(location)) {
        continue;
      }
      const monitor = known.get(location);
      try {
        const found = await this.#repositories.readText({
          url: location,
          etag: monitor?.locationEtag,
          maxBytes: MAX_DOCUMENT_BYTES,
          signal,
        });
        seen.add(location);
        if (found) {
          await this.#take({
            origin: 'repository',
            location,
            ...found,
            entity,
          });
        }
      } catch (error) {
        signal.throwIfAborted();
        if ((error as Error).name === 'NotFoundError') {
          if (monitor) {
            await this.#disable(monitor);
          }
          continue;
        }
        // What cannot be reached is not gone: yesterday's definition stays
        this.#logger.warn(
          `Drift: ${location} could not be read: ${redact((error as Error).message)}`,
        );
      }
    }
  }

  /** One document: a new monitor, a changed one, or a reason on the one that was. */
  async #take(found: FoundDocument): Promise<void> {
    const { origin, location, text, etag } = found;
    const now = new Date(this.#now()).toISOString();
    const existing = (await this.#monitors.listOfOrigin(origin)).find(
      monitor => monitor.location === location,
    );
    if (
      existing?.isEnabled &&
      existing.document === text &&
      existing.definitionError === undefined
    ) {
      return;
    }
    try {
      const document = readDocument(text, location.replace(/^.*\//, ''));
      const owner = await this.#findOwner(document.spec.entity, found);
      if (
        existing &&
        existing.entityRef === document.spec.entity &&
        existing.name === document.metadata.name
      ) {
        const { schedule } = document.spec;
        await this.#monitors.update(existing.id, {
          document: text,
          definitionError: undefined,
          isEnabled: true,
          ownerRef: owner,
          locationEtag: etag,
          nextRunAt: schedule ? nextOccurrence(schedule, now) : undefined,
          isBackfilled: existing.isBackfilled || !hasDatedRows(document),
          updatedAt: now,
        });
        return;
      }
      const monitor = buildMonitor({
        document,
        text,
        entityRef: document.spec.entity,
        ownerRef: owner,
        origin,
        location,
        now,
      });
      if (existing) {
        await this.#monitors.delete(existing.id);
      }
      if (!(await this.#monitors.insert({ ...monitor, locationEtag: etag }))) {
        this.#logger.warn(
          `Drift: ${location} defines "${monitor.name}" of ${monitor.entityRef}, which has a monitor of that name already`,
        );
      }
    } catch (error) {
      await this.#refuse({ found, existing, error: error as Error, now });
    }
  }

  async #refuse(options: {
    found: FoundDocument;
    existing: MonitorRecord | undefined;
    error: Error;
    now: string;
  }): Promise<void> {
    const { found, existing, error, now } = options;
    const reason = redact(error.message);
    if (existing) {
      await this.#monitors.update(existing.id, {
        definitionError: reason,
        locationEtag: found.etag,
        updatedAt: now,
      });
      return;
    }
    if (!found.entity) {
      this.#logger.warn(`Drift: ${reason}`);
      return;
    }
    await this.#monitors.insert({
      id: randomUUID(),
      entityRef: stringifyEntityRef(found.entity),
      name: FILE_NAME.replace('.', '-'),
      ownerRef: ownersOf(found.entity)[0],
      origin: found.origin,
      document: found.text,
      location: found.location,
      locationEtag: found.etag,
      definitionError: reason,
      isEnabled: true,
      isBackfilled: true,
      status: 'unknown',
      headline: describeUnknown('failed', reason),
      unknownReason: 'failed',
      createdAt: now,
      updatedAt: now,
    });
  }

  /**
   * The owner of the entity that a document names. A repository speaks for the
   * entities of its own owner only.
   */
  async #findOwner(
    entityRef: string,
    found: FoundDocument,
  ): Promise<string | undefined> {
    const isSame =
      found.entity && stringifyEntityRef(found.entity) === entityRef;
    const entity = isSame
      ? found.entity
      : await this.#catalog.getEntityByRef(entityRef, {
          credentials: await this.#auth.getOwnServiceCredentials(),
        });
    const owners = entity ? ownersOf(entity) : [];
    if (found.entity && !isSame) {
      const allowed = ownersOf(found.entity);
      if (!owners.some(owner => allowed.includes(owner))) {
        throw new Error(
          `The document names ${entityRef}, which the catalog does not know as an entity of ${allowed.join(' or ') || 'the same owner'}`,
        );
      }
    }
    return owners[0];
  }

  async #disableGone(
    origin: MonitorRecord['origin'],
    seen: ReadonlySet<string>,
  ): Promise<void> {
    for (const monitor of await this.#monitors.listOfOrigin(origin)) {
      if (monitor.isEnabled && !seen.has(monitor.location ?? '')) {
        await this.#disable(monitor);
      }
    }
  }

  async #disable(monitor: MonitorRecord): Promise<void> {
    await this.#monitors.update(monitor.id, {
      isEnabled: false,
      nextRunAt: undefined,
      status: 'unknown',
      unknownReason: 'disabled',
      headline: describeUnknown('disabled', 'its definition is gone'),
      updatedAt: new Date(this.#now()).toISOString(),
    });
  }

  /** Owners change in the catalog without the document knowing. */
  async #refreshOwners(signal: AbortSignal): Promise<void> {
    let afterId: string | undefined;
    for (;;) {
      signal.throwIfAborted();
      const monitors = await this.#monitors.list({ afterId, limit: PAGE });
      if (monitors.length === 0) {
        return;
      }
      afterId = monitors[monitors.length - 1].id;
      const { items } = await this.#catalog.getEntitiesByRefs(
        {
          entityRefs: monitors.map(monitor => monitor.entityRef),
          fields: FIELDS,
        },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      for (const [index, monitor] of monitors.entries()) {
        const entity = items[index];
        const ownerRef = entity ? ownersOf(entity)[0] : monitor.ownerRef;
        if (ownerRef !== monitor.ownerRef) {
          await this.#monitors.update(monitor.id, { ownerRef });
        }
      }
    }
  }

  async *#listEntities(
    filter: EntityFilterQuery,
    signal: AbortSignal,
  ): AsyncGenerator<Entity> {
    const pages = this.#catalog.streamEntities(
      { filter, fields: FIELDS },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      signal.throwIfAborted();
      yield* page;
    }
  }
}
