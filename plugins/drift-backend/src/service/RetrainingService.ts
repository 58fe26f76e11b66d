import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type { Retraining } from '@plumbline/backstage-plugin-drift-common';
import {
  readTimeCursor,
  toTimePage,
} from '@plumbline/backstage-plugin-kit-node';
import { RetrainingEndpoint } from '../config';
import { MonitorRecord, RetrainingRecord } from '../domain/records';
import { postSigned } from '../sources/postSigned';
import { MonitorStore } from '../store/MonitorStore';
import { RetrainingStore } from '../store/RetrainingStore';
import { Access } from './Access';
import { MonitorService, Page } from './MonitorService';
import { toRetraining } from './toContract';

const CLAIM_MS = 60_000;
/** Waits between attempts; after the last the delivery has failed. */
const WAITS_MS = [60_000, 5 * 60_000, 30 * 60_000];

/** Proposals to train again: a person decides, and then whoever trains is asked. */
export class RetrainingService {
  readonly #access: Access;
  readonly #endpoints: ReadonlyMap<string, RetrainingEndpoint>;
  readonly #monitorService: MonitorService;
  readonly #monitors: MonitorStore;
  readonly #retraining: RetrainingStore;
  readonly #now: () => number;

  constructor(options: {
    access: Access;
    endpoints: ReadonlyMap<string, RetrainingEndpoint>;
    monitorService: MonitorService;
    monitors: MonitorStore;
    retraining: RetrainingStore;
    now?: () => number;
  }) {
    this.#access = options.access;
    this.#endpoints = options.endpoints;
    this.#monitorService = options.monitorService;
    this.#monitors = options.monitors;
    this.#retraining = options.retraining;
    this.#now = options.now ?? Date.now;
  }

  async list(
    monitorId: string,
    query: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<Page<Retraining>> {
    const { monitor, entity } = await this.#monitorService.getVisible(
      monitorId,
      credentials,
    );
    const canDecide = await this.#access.canOperate(
      monitor.entityRef,
      entity,
      credentials,
    );
    const page = toTimePage({
      items: await this.#retraining.list({
        monitorId,
        after: readTimeCursor(query.cursor),
        limit: query.limit + 1,
      }),
      limit: query.limit,
      timeOf: record => record.proposedAt,
    });
    return {
      ...page,
      items: page.items.map(record =>
        toRetraining({ record, monitor, canDecide }),
      ),
    };
  }

  async decide(
    id: string,
    decision: { state: 'approved' | 'rejected'; note?: string },
    credentials: BackstageCredentials,
  ): Promise<Retraining> {
    await this.#access.assertCanRead(credentials);
    const found = await this.#retraining.get(id);
    const monitor = found && (await this.#monitors.get(found.monitorId));
    if (!found || !monitor) {
      throw new NotFoundError(`There is no proposal ${id} that you may see`);
    }
    await this.#access.getOperable(monitor.entityRef, credentials);
    const isDecided = await this.#retraining.decide({
      id,
      ...decision,
      by: this.#access.nameOf(credentials),
      at: this.#time(),
    });
    if (!isDecided) {
      throw new ConflictError('Somebody has decided about this before');
    }
    const record = (await this.#retraining.get(id)) ?? found;
    return toRetraining({ record, monitor, canDecide: true });
  }

  /** Sends what was approved. */
  async sendAll(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const record = await this.#retraining.claimToSend({
        now: this.#time(),
        until: this.#time(CLAIM_MS),
      });
      if (!record) {
        return;
      }
      const monitor = await this.#monitors.get(record.monitorId);
      if (monitor) {
        await this.#send(record, monitor);
      }
    }
  }

  async #send(record: RetrainingRecord, monitor: MonitorRecord): Promise<void> {
    try {
      const endpoint = this.#endpoints.get(record.endpoint);
      if (!endpoint) {
        throw new Error(`drift.retraining has no "${record.endpoint}"`);
      }
      await postSigned({
        ...endpoint,
        deliveryId: record.id,
        now: this.#now(),
        body: {
          event: 'retraining-approved',
          id: record.id,
          entityRef: monitor.entityRef,
          monitor: monitor.name,
          reason: record.reason,
          runId: record.runId,
          proposedAt: record.proposedAt,
          approvedAt: record.decidedAt,
          approvedBy: record.decidedBy,
          note: record.note,
        },
      });
      await this.#retraining.settle(record.id, {
        state: 'sent',
        error: undefined,
        nextAttemptAt: undefined,
      });
    } catch (error) {
      const wait = WAITS_MS[record.attempts - 1];
      await this.#retraining.settle(record.id, {
        state: wait === undefined ? 'failed' : 'approved',
        error: (error as Error).message,
        nextAttemptAt: wait === undefined ? undefined : this.#time(wait),
      });
    }
  }

  #time(plusMs: number = 0): string {
    return new Date(this.#now() + plusMs).toISOString();
  }
}
