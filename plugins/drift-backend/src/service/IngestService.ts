import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
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
import type { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
import pLimit from 'p-limit';
import { LabelBatch } from '../domain/ingest/LabelBatch';
import { BadLines, NdjsonReader } from '../domain/ingest/NdjsonReader';
import { encodeOutcomeLog } from '../domain/ingest/outcomeLog';
import {
  BatchTooWide,
  PredictionBatch,
} from '../domain/ingest/PredictionBatch';
import { encodeProfilePayload } from '../domain/ingest/profilePayload';
import {
  BatchOutcome,
  HourPayload,
  IngestBatch,
  IngestStore,
} from '../store/IngestStore';
import { Access } from './Access';
import { BaselineGrids, Grids } from './BaselineGrids';
import { MonitorService, documentOf } from './MonitorService';

/** Batches that are read at once: each is a share of memory. */
const PARALLEL_BATCHES = 4;
/** Batches that may wait for their turn. */
const MAX_WAITING = 200;
const ACTIVITY_MS = 24 * 60 * 60 * 1000;

/** What a batch is taken for. */
export interface BatchKey {
  monitorId: string;
  kind: 'predictions' | 'labels';
  /** Chosen by the sender: what comes again with it counts once. */
  idempotencyKey: string;
}

/** Takes what model servers send: all of a batch, once, or nothing of it. */
export class IngestService {
  readonly #access: Access;
  readonly #grids: BaselineGrids;
  readonly #ingest: IngestStore;
  readonly #monitors: MonitorService;
  readonly #retentionMs: number;
  readonly #now: () => number;
  readonly #limit = pLimit(PARALLEL_BATCHES);

  constructor(options: {
    access: Access;
    grids: BaselineGrids;
    ingest: IngestStore;
    monitorService: MonitorService;
    retentionMs: number;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#grids = options.grids;
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
    if (await this.#ingest.findBatch(key)) {
      return this.#repeat(key, body);
    }
    if (key.kind === 'labels') {
      return this.#limit(() => this.#takeLabels(key, body, document));
    }
    // Whoever waits for a baseline keeps nobody else waiting
    const grids = await this.#grids.get(monitor, document);
    return this.#limit(async () =>
      // The first of many attempts at the same time has done the work by now
      (await this.#ingest.findBatch(key))
        ? this.#repeat(key, body)
        : this.#takePredictions(key, body, document, grids),
    );
  }

  async #repeat(
    key: BatchKey,
    body: AsyncIterable<Buffer>,
  ): Promise<IngestReceipt> {
    const bodySha256 = await hashOf(body);
    const earlier = await this.#ingest.findBatch(key);
    if (!earlier) {
      throw new ServiceUnavailableError(
        'The batch was forgotten meanwhile: send it again',
      );
    }
    return toReceipt(key, earlier, bodySha256);
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
    document: MonitorDocument,
    { baselineId, profile }: Grids,
  ): Promise<IngestReceipt> {
    const now = this.#now();
    const batch = new PredictionBatch({
      baseline: profile,
      document,
      now,
      oldest: now - this.#retentionMs,
    });
    const bodySha256 = await readLines(body, row => batch.take(row));
    const hours: HourPayload[] = [];
    const predictions: HourPayload[] = [];
    for (const { start, profile: hour, log } of batch.hours()) {
      hours.push({
        bucketStart: start,
        rows: hour.rows,
        payload: encodeProfilePayload(hour),
      });
      if (log) {
        predictions.push({
          bucketStart: start,
          rows: hour.rows,
          payload: await encodeOutcomeLog(log),
        });
      }
      // Others get a turn before the next hour
      await setImmediate();
    }
    return this.#save({
      ...key,
      bodySha256,
      rows: batch.rows,
      profiles: { baselineId, hours },
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
    throw error instanceof BadLines || error instanceof BatchTooWide
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
