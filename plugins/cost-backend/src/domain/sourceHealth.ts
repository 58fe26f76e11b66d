import type {
  CostSourceHealth,
  CostSourceState,
} from '@plumbline/backstage-plugin-cost-common';

const DAY_MS = 86_400_000;

/** How the readings of a source went. */
export interface SourceReadings {
  source: string;
  /** The end of the last success, be it that the files were those of the time before. */
  readAt?: string;
  /** The last day that the last success knows. */
  lastDay?: string;
  /** The last attempt that ended, when it was no success. */
  failure?: string;
}

/** Says how a source stands that is configured no more, whatever its last attempt was. */
export function describeLeft(
  source: string,
  readings: SourceReadings | undefined,
): CostSourceHealth {
  return {
    source,
    title: source,
    state: 'stale',
    isLeft: true,
    readAt: readings?.readAt ?? null,
    lastDay: readings?.lastDay ?? null,
    message: 'is not configured any more; what it stated still counts',
  };
}

/** Says how a source stands; what is old counts from the end of its last day. */
export function describeHealth(options: {
  source: { id: string; title: string };
  readings: SourceReadings | undefined;
  nowMs: number;
  staleAfterMs: number;
}): CostSourceHealth {
  const { source, readings, nowMs, staleAfterMs } = options;
  const { readAt, lastDay, failure } = readings ?? {};
  const isStale =
    lastDay !== undefined &&
    nowMs - (Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS) > staleAfterMs;
  let state: CostSourceState = 'ok';
  if (failure !== undefined) {
    state = 'failed';
  } else if (readAt === undefined) {
    state = 'never';
  } else if (isStale || lastDay === undefined) {
    state = 'stale';
  }
  return {
    source: source.id,
    title: source.title,
    state,
    readAt: readAt ?? null,
    lastDay: lastDay ?? null,
    ...(failure === undefined ? {} : { message: failure }),
  };
}
