import type { CostUsageSource } from '@plumbline/backstage-plugin-cost-common';

/** How a Prometheus was last read. */
export interface UsageReading {
  /** The last success. */
  readAt?: string;
  /** Of the settings of that success. */
  fingerprint?: string;
  /** What nobody exports, at that success. */
  lacks?: string;
  /** Of the last attempt, when it was no success. */
  failure?: string;
}

/** Says how a source of usage stands. */
export function describeUsageSource(options: {
  source: { id: string; title: string };
  reading: UsageReading | undefined;
  nowMs: number;
  staleAfterMs: number;
}): CostUsageSource {
  const { source, reading = {}, nowMs, staleAfterMs } = options;
  const { readAt, lacks, failure } = reading;
  let state: CostUsageSource['state'] = 'ok';
  if (failure !== undefined) {
    state = 'failed';
  } else if (readAt === undefined) {
    state = 'never';
  } else if (nowMs - Date.parse(readAt) > staleAfterMs) {
    state = 'stale';
  }
  const message = failure ?? lacks;
  return {
    source: source.id,
    title: source.title,
    state,
    readAt: readAt ?? null,
    ...(message === undefined ? {} : { message }),
  };
}

/** Whether a source is to be read: a day has ended since, or its settings are others. */
export function isDue(options: {
  reading: UsageReading | undefined;
  fingerprint: string;
  nowMs: number;
}): boolean {
  const { reading, fingerprint, nowMs } = options;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return (
    reading?.readAt === undefined ||
    reading.failure !== undefined ||
    reading.fingerprint !== fingerprint ||
    reading.readAt.slice(0, 10) < today
  );
}
