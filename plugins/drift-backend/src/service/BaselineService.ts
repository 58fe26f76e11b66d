import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  Baseline,
  BaselinePreview,
  BaselineRequest,
} from '@plumbline/backstage-plugin-drift-common';
import type {
  DataSet,
  MonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import {
  readTimeCursor,
  toTimePage,
} from '@plumbline/backstage-plugin-kit-node';
import {
  BaselineOrigin,
  baselineOriginOf,
  describeBaseline,
  describeVersionArtifact,
  windowPlaceOf,
} from '../domain/definition';
import {
  BaselineRecord,
  BaselineSource,
  MonitorRecord,
} from '../domain/records';
import { DataOpener } from '../sources/DataOpener';
import { BaselineStore } from '../store/BaselineStore';
import { Comparer } from './Comparer';
import { MonitorService, Page, documentOf } from './MonitorService';
import { toBaseline } from './toContract';

/** As the API and the table allow. */
const MAX_NAME = 200;

/** A preview is waited for. */
const PREVIEW_TIMEOUT_MS = 60_000;
/** Kept besides the active one, so that old runs can say what they were compared with. */
const KEEP = 20;

function toOrigin(from: BaselineSource): BaselineOrigin {
  switch (from.kind) {
    case 'files':
      return { kind: 'files', source: from.source, path: from.path };
    case 'window':
      return from;
    default:
      return {
        kind: 'mlflow',
        instance: from.instance,
        path: `runs:/${from.runId}/${from.artifact}`,
      };
  }
}

/** What a document or a person names, with what tells it apart from what was named before. */
interface NamedBaseline {
  origin: BaselineOrigin;
  request?: BaselineSource;
  description: string;
}

/** Baselines: what they would be, and which one counts. */
export class BaselineService {
  readonly #baselines: BaselineStore;
  readonly #comparer: Comparer;
  readonly #monitors: MonitorService;
  readonly #opener: DataOpener;
  readonly #now: () => number;

  constructor(options: {
    baselines: BaselineStore;
    comparer: Comparer;
    monitors: MonitorService;
    opener: DataOpener;
    now?: () => number;
  }) {
    this.#baselines = options.baselines;
    this.#comparer = options.comparer;
    this.#monitors = options.monitors;
    this.#opener = options.opener;
    this.#now = options.now ?? Date.now;
  }

  async list(
    monitorId: string,
    query: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<Page<Baseline>> {
    await this.#monitors.getVisible(monitorId, credentials);
    const page = toTimePage({
      items: await this.#baselines.list({
        monitorId,
        after: readTimeCursor(query.cursor),
        limit: query.limit + 1,
      }),
      limit: query.limit,
      timeOf: baseline => baseline.createdAt,
    });
    return { ...page, items: page.items.map(toBaseline) };
  }

  async preview(
    monitorId: string,
    request: BaselineRequest,
    credentials: BackstageCredentials,
  ): Promise<BaselinePreview> {
    const monitor = await this.#monitors.getOperable(monitorId, credentials);
    const document = requireDocument(monitor);
    const signal = AbortSignal.timeout(PREVIEW_TIMEOUT_MS);
    const { description } = await this.#chosen(request.from, document, signal)
      .then(({ origin }) => this.#read({ monitor, document, origin, signal }))
      .catch(asInputError);
    return {
      rows: description.rows,
      columns: description.columns.map(column => ({
        name: column.name,
        type: column.type,
        reason: column.reason ?? 'declared',
        nullShare: column.nullShare,
        distinct: column.distinct,
        isTested: column.type !== 'idLike',
      })),
      warnings: description.warnings,
    };
  }

  /**
   * Takes a baseline that somebody chose; from then on runs compare with it.
   * Who chose the document's is remembered by the audit alone: it is followed again.
   */
  async choose(
    monitorId: string,
    request: BaselineRequest & { by: string },
    credentials: BackstageCredentials,
  ): Promise<Baseline> {
    const monitor = await this.#monitors.getOperable(monitorId, credentials);
    const { from, name, by } = request;
    const document = requireDocument(monitor);
    const signal = AbortSignal.timeout(10 * PREVIEW_TIMEOUT_MS);
    const record = await this.#chosen(from, document, signal)
      .then(chosen =>
        this.take({
          monitor,
          document,
          ...chosen,
          name,
          by: from.kind === 'document' ? undefined : by,
          signal,
        }),
      )
      .catch(asInputError);
    return toBaseline(record);
  }

  /**
   * The baseline to compare with: what a person chose, else what the document
   * names. Where that is another one than before (the document changed, or the
   * alias of a model moved to another version) it is taken anew.
   */
  async ensure(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    signal: AbortSignal;
  }): Promise<BaselineRecord> {
    const { monitor, document, signal } = options;
    const active = await this.#baselines.getActive(monitor.id);
    if (active?.createdBy !== undefined) {
      return active;
    }
    const named = await this.#namedBy(document, signal).catch(error => {
      signal.throwIfAborted();
      // A registry that is down for an hour does not take the baseline away
      if (active) {
        return undefined;
      }
      throw error;
    });
    if (active && (!named || active.description === named.description)) {
      return active;
    }
    return this.take({
      monitor,
      document,
      ...named!,
      name: named!.description.slice(0, MAX_NAME),
      replaces: { id: active?.id },
      signal,
    });
  }

  /** Opens the rows of the active baseline; `undefined` when there is none. */
  async openActive(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    signal: AbortSignal;
  }): Promise<DataSet | undefined> {
    const baseline = await this.#baselines.getActive(options.monitor.id);
    return baseline && this.open({ ...options, baseline });
  }

  /** Opens the rows of a baseline again. */
  async open(options: {
    baseline: Pick<BaselineRecord, 'request'>;
    monitor: MonitorRecord;
    document: MonitorDocument;
    signal: AbortSignal;
  }): Promise<DataSet> {
    const { baseline, document } = options;
    return this.#open({
      ...options,
      origin: baseline.request
        ? toOrigin(baseline.request)
        : baselineOriginOf(document),
    });
  }

  async take(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    origin: BaselineOrigin;
    name: string;
    /** What a person reads; where it lies when absent. */
    description?: string;
    by?: string;
    request?: BaselineSource;
    /** When another one is active by now, that one is the answer. */
    replaces?: { id: string | undefined };
    signal: AbortSignal;
  }): Promise<BaselineRecord> {
    const { monitor, origin, name, by, request, replaces } = options;
    const { description } = await this.#read(options);
    const record: BaselineRecord = {
      id: randomUUID(),
      monitorId: monitor.id,
      name,
      kind: origin.kind,
      request,
      description: options.description ?? describeBaseline(origin),
      rows: description.rows,
      columns: description.columns,
      start: origin.kind === 'window' ? origin.start : undefined,
      end: origin.kind === 'window' ? origin.end : undefined,
      payload: description.payload,
      isActive: true,
      createdBy: by,
      createdAt: new Date(this.#now()).toISOString(),
    };
    if (record.rows > 0) {
      const isSaved = await this.#baselines.saveActive(record, replaces);
      if (!isSaved) {
        const other = await this.#baselines.getActive(monitor.id);
        if (!other) {
          throw new Error('The monitor was removed meanwhile');
        }
        return other;
      }
      await this.#baselines.deleteOldest({ monitorId: monitor.id, keep: KEEP });
    }
    return record;
  }

  async #chosen(
    from: BaselineRequest['from'],
    document: MonitorDocument,
    signal: AbortSignal,
  ): Promise<NamedBaseline> {
    if (from.kind === 'document') {
      return this.#namedBy(document, signal);
    }
    const origin = toOrigin(from);
    return { origin, request: from, description: describeBaseline(origin) };
  }

  /** What the document names, as of now. */
  async #namedBy(
    document: MonitorDocument,
    signal: AbortSignal,
  ): Promise<NamedBaseline> {
    const origin = baselineOriginOf(document);
    if (origin.kind !== 'mlflow') {
      return { origin, description: describeBaseline(origin) };
    }
    const { instance, runId, path, version } =
      await this.#opener.resolveArtifact({ artifact: origin, signal });
    const request = {
      kind: 'mlflow' as const,
      instance,
      runId,
      artifact: path,
    };
    const run = toOrigin(request);
    return {
      origin: run,
      // So that the same rows are opened when the alias has moved on
      request,
      description: version
        ? describeVersionArtifact({ ...version, path })
        : describeBaseline(run),
    };
  }

  async #read(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    origin: BaselineOrigin;
    signal: AbortSignal;
  }) {
    const data = await this.#open(options);
    try {
      const { document, signal } = options;
      return {
        description: await this.#comparer.describe({ data, document, signal }),
      };
    } finally {
      await data.close();
    }
  }

  async #open(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    origin: BaselineOrigin;
    signal: AbortSignal;
  }): Promise<DataSet> {
    const { monitor, document, origin, signal } = options;
    if (origin.kind === 'mlflow') {
      return this.#opener.openArtifact({ artifact: origin, signal });
    }
    if (origin.kind === 'files') {
      return this.#opener.open({ place: origin, document: monitor, signal });
    }
    const place = windowPlaceOf(document);
    const { timeColumn } = document.spec.window;
    if (!place || timeColumn === undefined) {
      throw new InputError(
        'A window can be a baseline only where the document names the rows and their time column',
      );
    }
    return this.#opener.open({
      place,
      document: monitor,
      window: { column: timeColumn, start: origin.start, end: origin.end },
      signal,
    });
  }
}

function requireDocument(monitor: MonitorRecord): MonitorDocument {
  const document = documentOf(monitor);
  if (!document) {
    throw new InputError('The document of the monitor cannot be read');
  }
  return document;
}

/** What is wrong with the rows that somebody named is wrong with their request. */
function asInputError(error: Error): never {
  throw new InputError(error.message);
}
