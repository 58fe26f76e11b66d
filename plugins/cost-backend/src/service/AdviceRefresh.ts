import { createHash } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  CostSubject,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { PrometheusSource } from '../config/prometheus';
import { AdviceDraft } from '../domain/usage/AdviceDraft';
import { adviseUsage } from '../domain/usage/adviseUsage';
import { keyOf } from '../domain/usage/keyOf';
import { UsageDays } from '../domain/usage/RecordedUsage';
import { StoredAdvice } from '../domain/usage/StoredAdvice';
import { isDue } from '../domain/usage/usageHealth';
import { AdviceStore } from '../store/AdviceStore';
import { PrometheusClient } from '../usage/PrometheusClient';
import { PrometheusError } from '../usage/PrometheusError';
import { UsageReader } from '../usage/UsageReader';
import { AdviceBooking } from './AdviceBooking';

const DAY_MS = 86_400_000;
const MAX_MESSAGE = 1_000;

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Of what is read; how it is reached, and whose advice is, changes nothing of it. */
function fingerprintOf(source: PrometheusSource): string {
  const { cluster, url, windowDays, prices } = source;
  return hash(
    JSON.stringify({ cluster, url, windowDays, prices }, (_, value) =>
      typeof value === 'bigint' ? `${value}` : value,
    ),
  );
}

function dayOf(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** Reads usage, works out what could be saved, and stores it in the place of what was. */
export class AdviceRefresh {
  readonly #booking: AdviceBooking;
  readonly #logger: LoggerService;
  readonly #sources: readonly PrometheusSource[];
  readonly #store: AdviceStore;

  constructor(options: {
    booking: AdviceBooking;
    logger: LoggerService;
    prometheus: readonly PrometheusSource[];
    store: AdviceStore;
  }) {
    this.#booking = options.booking;
    this.#logger = options.logger;
    this.#sources = options.prometheus;
    this.#store = options.store;
  }

  /** Reads every source whose turn has come; what goes wrong with one keeps none of the others. */
  async refreshAll(signal: AbortSignal): Promise<void> {
    await this.#store.keepOnly(this.#sources.map(({ id }) => id));
    const readings = await this.#store.listReadings();
    for (const source of this.#sources) {
      signal.throwIfAborted();
      const fingerprint = fingerprintOf(source);
      const nowMs = Date.now();
      if (isDue({ reading: readings.get(source.id), fingerprint, nowMs })) {
        await this.#refresh(source, { fingerprint, nowMs, signal });
      }
    }
  }

  async #refresh(
    source: PrometheusSource,
    attempt: { fingerprint: string; nowMs: number; signal: AbortSignal },
  ): Promise<void> {
    try {
      await this.#read(source, attempt);
    } catch (error) {
      attempt.signal.throwIfAborted();
      const isTheirs = error instanceof PrometheusError;
      const message = isTheirs
        ? error.message.slice(0, MAX_MESSAGE)
        : 'What was read could not be worked out; the log of the portal says why';
      this.#logger.warn(
        `Cost: no usage was read from ${source.id}: ${message}`,
        isTheirs ? undefined : (error as Error),
      );
      await this.#store.fail(source.id, message);
    }
  }

  async #read(
    source: PrometheusSource,
    attempt: { fingerprint: string; nowMs: number; signal: AbortSignal },
  ): Promise<void> {
    const { fingerprint, nowMs, signal } = attempt;
    const reader = new UsageReader(new PrometheusClient(source));
    const recorded = await reader.read({
      nowMs,
      days: source.windowDays,
      signal,
    });
    const { drafts, lacks, subjects } = adviseUsage(recorded, source);
    const { entityOf, placeOf } = await this.#booking.readRules(signal);
    const measuredAt = new Date(nowMs).toISOString();
    const advice = drafts.map(draft => {
      const subject = subjects.of(draft);
      return toStored(draft, {
        source,
        subject,
        entityRef: entityOf(subject),
        window: recorded.window,
        measuredAt,
      });
    });
    await this.#store.replace({
      source: source.id,
      // Exporters that run twice may disagree for a moment
      advice: [...new Map(advice.map(of => [of.advice.id, of])).values()],
      reading: {
        readAt: measuredAt,
        fingerprint,
        lacks:
          lacks.length === 0
            ? undefined
            : lacks.join(' ').slice(0, MAX_MESSAGE),
      },
      placeOf,
    });
  }
}

function toStored(
  draft: AdviceDraft,
  of: {
    source: PrometheusSource;
    subject: CostSubject;
    entityRef: string | undefined;
    window: UsageDays;
    measuredAt: string;
  },
): StoredAdvice {
  const { kind, workload, container, resource } = draft;
  const { advice, measured, patch } = draft;
  const { source, subject, entityRef, window, measuredAt } = of;
  const { cluster, namespace, name } = workload;
  const saving =
    advice.kind === 'suggestion' && advice.savingPerMonth !== undefined
      ? formatAmount(advice.savingPerMonth)
      : undefined;
  const currency = source.prices?.currency;
  return {
    advice: {
      // The same from day to day, so that links to it stay
      id: hash(
        keyOf(
          source.id,
          kind,
          cluster,
          namespace,
          workload.kind,
          name,
          container,
          resource,
        ),
      ).slice(0, 32),
      kind,
      state: advice.kind,
      entityRef,
      cluster,
      namespace,
      workload: name,
      workloadKind: workload.kind,
      container,
      current: advice.current,
      suggested: advice.kind === 'suggestion' ? advice.suggested : undefined,
      saving:
        saving === undefined || currency === undefined
          ? null
          : { amount: saving, currency },
      evidence: advice.evidence,
      reason: advice.kind === 'withheld' ? advice.reason : undefined,
      measured,
      from: dayOf(window.fromMs),
      to: dayOf(window.toMs - DAY_MS),
      measuredAt,
      source: source.id,
      hasPatch: patch !== undefined,
    },
    patch,
    subject,
  };
}
