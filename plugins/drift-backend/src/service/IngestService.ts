import { createHash } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  IngestActivity,
  IngestReceipt,
} from '@plumbline/backstage-plugin-drift-common';
import {
  BaselineProfile,
  MonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import pLimit from 'p-limit';
import { LabelBatch } from '../domain/ingest/LabelBatch';
import { BadLines, NdjsonReader } from '../domain/ingest/NdjsonReader';
import { encodeOutcomeLog } from '../domain/ingest/outcomeLog';
import {
  PredictionBatch,
  TooManyHours,
} from '../domain/ingest/PredictionBatch';
import { encodeProfilePayload } from '../domain/ingest/profilePayload';
import { MonitorRecord } from '../domain/records';
import { redact } from '../domain/redact';
import { BaselineStore } from '../store/BaselineStore';
import { BatchOutcome, IngestBatch, IngestStore } from '../store/IngestStore';
import { Access } from './Access';
import { BaselineService } from './BaselineService';
import { decodeBaseline } from './Comparer';
import { MonitorService, documentOf } from './MonitorService';

/** Batches that are read at once: each is a share of memory. */
const PARALLEL_BATCHES = 4;
/** Batches that may wait for their turn. */
const MAX_WAITING = 200;
const BASELINE_TIMEOUT_MS = 5 * 60_000;
/** Monitors whose grids are held in memory. */
const MAX_GRIDS = 50;
const ACTIVITY_MS = 24 * 60 * 60 * 1000;

/** What a batch is taken for. */
export interface BatchKey {
  monitorId: string;
  kind: 'predictions' | 'labels';
  /** Chosen by the sender: what comes again with it counts once. */
  idempotencyKey: string;
}

/** What rows are counted on. */
interface Grids {
  baselineId: string;
  profile: BaselineProfile;
}

/** Takes what model servers send: all of a batch, once, or nothing of it. */
export class IngestService {
  readonly #access: Access;
  readonly #baselines: BaselineService;
  readonly #baselineStore: BaselineStore;
  readonly #ingest: IngestStore;
  readonly #monitors: MonitorService;
  readonly #retentionMs: number;
  readonly #now: () => number;
  readonly #limit = pLimit(PARALLEL_BATCHES);
  readonly #grids = new Map<string, Grids>();
  readonly #reading = new Map<string, Promise<Grids>>();

  constructor(options: {
    access: Access;
    baselineService: BaselineService;
    baselines: BaselineStore;
    ingest: IngestStore;
    monitorService: MonitorService;
    retentionMs: number;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#baselines = options.baselineService;
    this.#baselineStore = options.baselines;
    this.#ingest = options.ingest;
    this.#monitors = options.monitorService;
    this.#retentionMs = options.retentionMs;
    this.#now = options.now ?? Date.now;
  }

  /** Takes a batch and answers once it is on disk. */
  async take(
    key: BatchKey,
    body: AsyncIterable<Buffer>,
    credentials: BackstageCredentials,
  ): Promise<IngestReceipt> {
    const { monitor } = await this.#monitors.getVisible(
      key.monitorId,
      credentials,
    );
    await this.#access.getIngestible(monitor.entityRef, credentials);
    const document = documentOf(monitor);
    if (!document?.spec.window.predictions) {
      throw new InputError(
        `The monitor "${monitor.name}" reads rows by itself: only one with spec.window.predictions takes them over HTTP`,
      );
    }
    if (this.#limit.pendingCount >= MAX_WAITING) {
      throw new ServiceUnavailableError(
        'Too many batches come at once: send this one again in a moment',
      );
    }
    return this.#limit(async () => {
      const earlier = await this.#ingest.findBatch(key);
      if (earlier) {
        return toReceipt(key, earlier, await hashOf(body));
      }
      return key.kind === 'predictions'
        ? this.#takePredictions(key, body, monitor, document)
        : this.#takeLabels(key, body, document);
    });
  }

  /** What came of late. */
  async getActivity(
    monitorId: string,
    credentials: BackstageCredentials,
  ): Promise<IngestActivity> {
    await this.#monitors.getVisible(monitorId, credentials);
    return this.#ingest.getActivity(
      monitorId,
      new Date(this.#now() - ACTIVITY_MS).toISOString(),
    );
  }

  async #takePredictions(
    key: BatchKey,
    body: AsyncIterable<Buffer>,
    monitor: MonitorRecord,
    document: MonitorDocument,
  ): Promise<IngestReceipt> {
    const { baselineId, profile } = await this.#gridsOf(monitor, document);
    const now = this.#now();
    const batch = new PredictionBatch({
      baseline: profile,
      document,
      now,
      oldest: now - this.#retentionMs,
    });
    const bodySha256 = await readLines(body, row => batch.take(row));
    const hours = batch.hours();
    const predictions = await Promise.all(
      hours.flatMap(({ start, log }) =>
        log
          ? [
              encodeOutcomeLog(log).then(payload => ({
                bucketStart: start,
                rows: log.values.length,
                payload,
              })),
            ]
          : [],
      ),
    );
    return this.#save({
      ...key,
      bodySha256,
      rows: batch.rows,
      profiles: {
        baselineId,
        hours: hours.map(({ start, profile: hour }) => ({
          bucketStart: start,
          rows: hour.rows,
          payload: encodeProfilePayload(hour),
        })),
      },
      predictions,
    });
  }

  async #takeLabels(
    key: BatchKey,
    body: AsyncIterable<Buffer>,
    document: MonitorDocument,
  ): Promise<IngestReceipt> {
    const { performance } = document.spec;
    if (performance?.id === undefined) {
      throw new InputError(
        'The monitor does not say what labels are: name prediction, label and id under spec.performance of its document',
      );
    }
    const batch = new LabelBatch({ ...performance, id: performance.id });
    const bodySha256 = await readLines(body, row => batch.take(row));
    return this.#save({
      ...key,
      bodySha256,
      rows: batch.rows,
      predictions: [],
      labels:
        batch.rows > 0
          ? {
              rows: batch.rows,
              payload: await encodeOutcomeLog(batch.log()),
            }
          : undefined,
    });
  }

  async #save(
    batch: Omit<IngestBatch, 'receipt' | 'receivedAt'>,
  ): Promise<IngestReceipt> {
    const receivedAt = new Date(this.#now()).toISOString();
    const outcome = await this.#ingest.saveBatch({
      ...batch,
      receivedAt,
      receipt: JSON.stringify({ accepted: batch.rows, receivedAt }),
    });
    if (outcome === 'stale') {
      throw new ServiceUnavailableError(
        'The baseline of the monitor changed meanwhile; nothing of the batch was taken: send it again',
      );
    }
    return toReceipt(batch, outcome, batch.bodySha256);
  }

  /** The grids of the active baseline, which is taken now if there is none yet. */
  async #gridsOf(
    monitor: MonitorRecord,
    document: MonitorDocument,
  ): Promise<Grids> {
    const known = this.#grids.get(monitor.id);
    const activeId = await this.#baselineStore.getActiveId(monitor.id);
    if (known && known.baselineId === activeId) {
      return known;
    }
    // Batches that come together wait for one reading
    const reading =
      this.#reading.get(monitor.id) ??
      this.#readGrids(monitor, document).finally(() =>
        this.#reading.delete(monitor.id),
      );
    this.#reading.set(monitor.id, reading);
    return reading;
  }

  async #readGrids(
    monitor: MonitorRecord,
    document: MonitorDocument,
  ): Promise<Grids> {
    const record = await this.#baselines
      .ensure({
        monitor,
        document,
        signal: AbortSignal.timeout(BASELINE_TIMEOUT_MS),
      })
      .catch(error => {
        throw new InputError(
          `There is no baseline to count on: ${redact(error.message)}`,
        );
      });
    if (record.rows === 0) {
      throw new InputError(
        `There is no baseline to count on: ${record.description} has no rows`,
      );
    }
    const grids = {
      baselineId: record.id,
      profile: withoutFigures(decodeBaseline(record)),
    };
    if (this.#grids.size >= MAX_GRIDS) {
      this.#grids.delete(this.#grids.keys().next().value!);
    }
    this.#grids.set(monitor.id, grids);
    return grids;
  }
}

/** Only grids and names of categories are needed, and held. */
function withoutFigures(baseline: BaselineProfile): BaselineProfile {
  const nothing = new Float64Array(0);
  return {
    ...baseline,
    columns: new Map(
      [...baseline.columns].map(([name, column]) => [
        name,
        column.profile?.kind === 'numeric'
          ? {
              ...column,
              profile: { ...column.profile, bins: nothing, sums: nothing },
            }
          : column,
      ]),
    ),
  };
}

/** Reads lines to the end, and answers the SHA-256 of all bytes. */
async function readLines(
  body: AsyncIterable<Buffer>,
  take: (row: Record<string, unknown>) => string | undefined,
): Promise<string> {
  const reader = new NdjsonReader(take);
  const hash = createHash('sha256');
  try {
    for await (const chunk of body) {
      hash.update(chunk);
      reader.push(chunk);
    }
    reader.end();
  } catch (error) {
    throw error instanceof BadLines || error instanceof TooManyHours
      ? new InputError(error.message)
      : error;
  }
  return hash.digest('hex');
}

async function hashOf(body: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) {
    hash.update(chunk);
  }
  return hash.digest('hex');
}

function toReceipt(
  key: BatchKey,
  outcome: BatchOutcome,
  bodySha256: string,
): IngestReceipt {
  if (outcome.bodySha256 !== bodySha256) {
    throw new ConflictError(
      `Other ${key.kind} came before with the Idempotency-Key "${key.idempotencyKey}": a new batch needs a new key`,
    );
  }
  return { ...JSON.parse(outcome.receipt), repeated: outcome.isRepeated };
}
