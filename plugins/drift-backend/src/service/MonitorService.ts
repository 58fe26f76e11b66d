import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type {
  Monitor,
  MonitorSummary,
} from '@plumbline/backstage-plugin-drift-common';
import {
  MonitorDocument,
  parseMonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import {
  decodeCursor,
  encodeCursor,
  ownersOf,
} from '@plumbline/backstage-plugin-kit-node';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { nextOccurrence } from '../domain/cron';
import { hasDatedRows } from '../domain/definition';
import { describeUnknown } from '../domain/headline';
import { MonitorRecord } from '../domain/records';
import { AlertStore } from '../store/AlertStore';
import { BaselineStore } from '../store/BaselineStore';
import { MonitorStore } from '../store/MonitorStore';
import { RunStore } from '../store/RunStore';
import { Access } from './Access';
import { TREND_WINDOWS, toMonitor, toSummary } from './toContract';

/** Rows that a page looks through at most before it is handed out short. */
const MAX_LOOKS = 10;
const UUID = /^[0-9a-f-]{36}$/;

/** A page of a list. */
export interface Page<T> {
  items: T[];
  nextCursor?: string;
}

/** The document of a monitor, when it can be read. */
export function documentOf(
  monitor: MonitorRecord,
): MonitorDocument | undefined {
  try {
    return parseMonitorDocument(
      monitor.document,
      monitor.location ?? 'drift.yaml',
    );
  } catch {
    return undefined;
  }
}

/** Reads a document that somebody gave; throws an `InputError` that says what is wrong with it. */
export function readDocument(text: string, title: string): MonitorDocument {
  try {
    const document = parseMonitorDocument(text, title);
    if (document.spec.schedule !== undefined) {
      nextOccurrence(document.spec.schedule, '2026-01-01T00:00:00.000Z');
    }
    return document;
  } catch (error) {
    throw new InputError((error as Error).message);
  }
}

/** A monitor that has not run yet. */
export function buildMonitor(options: {
  document: MonitorDocument;
  text: string;
  entityRef: string;
  ownerRef: string | undefined;
  origin: MonitorRecord['origin'];
  location?: string;
  createdBy?: string;
  now: string;
}): MonitorRecord {
  const { document, text, now } = options;
  const { schedule } = document.spec;
  return {
    id: randomUUID(),
    entityRef: options.entityRef,
    name: document.metadata.name,
    ownerRef: options.ownerRef,
    origin: options.origin,
    document: text,
    location: options.location,
    isEnabled: true,
    // Its first window is not a day away
    nextRunAt: schedule ? now : undefined,
    isBackfilled: !hasDatedRows(document),
    status: 'unknown',
    headline: describeUnknown('never-run'),
    unknownReason: 'never-run',
    createdBy: options.createdBy,
    createdAt: now,
    updatedAt: now,
  };
}

/** Monitors as somebody may see and change them. */
export class MonitorService {
  readonly #access: Access;
  readonly #alerts: AlertStore;
  readonly #baselines: BaselineStore;
  readonly #monitors: MonitorStore;
  readonly #runs: RunStore;
  readonly #now: () => number;

  constructor(options: {
    access: Access;
    alerts: AlertStore;
    baselines: BaselineStore;
    monitors: MonitorStore;
    runs: RunStore;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#alerts = options.alerts;
    this.#baselines = options.baselines;
    this.#monitors = options.monitors;
    this.#runs = options.runs;
    this.#now = options.now ?? Date.now;
  }

  /** The monitor and its entity, when the caller may see both. */
  async getVisible(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<{ monitor: MonitorRecord; entity: Entity }> {
    await this.#access.assertCanRead(credentials);
    const monitor = await this.#monitors.get(id);
    const visible = monitor
      ? await this.#access.findVisible([monitor.entityRef], credentials)
      : undefined;
    const entity = monitor && visible?.get(monitor.entityRef);
    if (!monitor || !entity) {
      throw new NotFoundError(`There is no monitor ${id} that you may see`);
    }
    return { monitor, entity };
  }

  /** The monitor, when the caller may change it; else throws. */
  async getOperable(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<MonitorRecord> {
    const { monitor } = await this.getVisible(id, credentials);
    await this.#access.getOperable(monitor.entityRef, credentials);
    return monitor;
  }

  async summarize(
    entityRefs: readonly string[],
    credentials: BackstageCredentials,
  ): Promise<{ items: { entityRef: string; monitors: MonitorSummary[] }[] }> {
    await this.#access.assertCanRead(credentials);
    const visible = await this.#access.findVisible(entityRefs, credentials);
    const monitors = await this.#monitors.listOfEntities([...visible.keys()]);
    const summaries = await this.#toSummaries(monitors);
    const byEntity = groupBy(summaries, summary => summary.entityRef);
    return {
      items: entityRefs.map(entityRef => ({
        entityRef,
        monitors: byEntity.get(entityRef) ?? [],
      })),
    };
  }

  async list(
    query: {
      entity?: string;
      owner?: string;
      cursor?: string;
      limit: number;
    },
    credentials: BackstageCredentials,
  ): Promise<Page<MonitorSummary>> {
    await this.#access.assertCanRead(credentials);
    let afterId = query.cursor
      ? decodeCursor(query.cursor, [UUID])[0]
      : undefined;
    const found: MonitorRecord[] = [];
    let isLast = false;
    for (
      let look = 0;
      look < MAX_LOOKS && !isLast && found.length < query.limit;
      look += 1
    ) {
      const limit = query.limit - found.length;
      const records = await this.#monitors.list({
        entityRef: query.entity,
        ownerRef: query.owner,
        afterId,
        limit,
      });
      const visible = await this.#access.findVisible(
        records.map(record => record.entityRef),
        credentials,
      );
      found.push(...records.filter(record => visible.has(record.entityRef)));
      isLast = records.length < limit;
      afterId = records.at(-1)?.id ?? afterId;
    }
    return {
      items: await this.#toSummaries(found),
      nextCursor: isLast || !afterId ? undefined : encodeCursor([afterId]),
    };
  }

  async get(id: string, credentials: BackstageCredentials): Promise<Monitor> {
    const { monitor, entity } = await this.getVisible(id, credentials);
    return this.#toMonitor(monitor, entity, credentials);
  }

  async create(
    text: string,
    credentials: BackstageCredentials,
  ): Promise<Monitor> {
    const document = readDocument(text, 'document');
    const { entity: entityRef } = document.spec;
    const entity = await this.#access.getOperable(entityRef, credentials);
    assertHasNoFolder(document);
    const monitor = buildMonitor({
      document,
      text,
      entityRef,
      ownerRef: ownersOf(entity)[0],
      origin: 'api',
      createdBy: this.#access.nameOf(credentials),
      now: this.#time(),
    });
    if (!(await this.#monitors.insert(monitor))) {
      throw new ConflictError(
        `${entityRef} has a monitor "${monitor.name}" already`,
      );
    }
    return this.#toMonitor(monitor, entity, credentials);
  }

  async replace(
    id: string,
    text: string,
    credentials: BackstageCredentials,
  ): Promise<Monitor> {
    const monitor = await this.getOperable(id, credentials);
    assertIsEditable(monitor);
    const document = readDocument(text, 'document');
    assertHasNoFolder(document);
    if (
      document.spec.entity !== monitor.entityRef ||
      document.metadata.name !== monitor.name
    ) {
      throw new InputError(
        'The entity and the name of a monitor cannot change: make another one',
      );
    }
    const now = this.#time();
    await this.#monitors.update(id, {
      document: text,
      definitionError: undefined,
      nextRunAt: document.spec.schedule
        ? nextOccurrence(document.spec.schedule, now)
        : undefined,
      updatedAt: now,
    });
    return this.get(id, credentials);
  }

  async delete(id: string, credentials: BackstageCredentials): Promise<void> {
    assertIsEditable(await this.getOperable(id, credentials));
    await this.#monitors.delete(id);
  }

  async #toSummaries(monitors: MonitorRecord[]): Promise<MonitorSummary[]> {
    const ids = monitors.map(monitor => monitor.id);
    const [windows, open] = await Promise.all([
      this.#runs.listNewestWindows(ids, TREND_WINDOWS),
      this.#alerts.listOpenIds(ids),
    ]);
    return monitors.map(monitor =>
      toSummary({
        monitor,
        document: documentOf(monitor),
        windows: windows.get(monitor.id) ?? [],
        openAlertId: open.get(monitor.id),
      }),
    );
  }

  async #toMonitor(
    monitor: MonitorRecord,
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<Monitor> {
    const [[summary], baseline, canOperate] = await Promise.all([
      this.#toSummaries([monitor]),
      this.#baselines.getActive(monitor.id),
      this.#access.canOperate(monitor.entityRef, entity, credentials),
    ]);
    return toMonitor({
      summary,
      monitor,
      document: documentOf(monitor),
      baseline,
      canEdit: canOperate,
    });
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

function assertIsEditable(monitor: MonitorRecord): void {
  if (monitor.origin !== 'api') {
    throw new ConflictError(
      `The monitor is defined by ${
        monitor.location ?? 'annotations in the catalog'
      }: change it there`,
    );
  }
}

/** A document that came over HTTP lies in no folder that files could be beside. */
function assertHasNoFolder(document: MonitorDocument): void {
  const forms = {
    'spec.baseline': document.spec.baseline,
    'spec.window': document.spec.window,
  };
  for (const [key, form] of Object.entries(forms)) {
    if (form.file !== undefined || form.files !== undefined) {
      throw new InputError(
        `${key} names files beside the document, which only a document in a repository has: name a source and a path`,
      );
    }
  }
}
