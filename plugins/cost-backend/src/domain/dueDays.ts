import { addDays, listDays } from './days';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** For so many days after its end a day may be said anew. */
const OPEN_DAYS = 3;
/** Days that were missed while a source was away are asked for, but not for ever. */
const MAX_BACK_DAYS = 92;

/** What is known of a day that was asked for. */
export interface AskedDay {
  day: string;
  askedAt: string;
  /** Whether there is an answer with costs. */
  isKnown: boolean;
  /** What the answer is grouped by; empty where it is by container. */
  aggregate: string;
}

function isDue(
  { day, askedAt, isKnown, aggregate }: AskedDay,
  wanted: { nowMs: number; aggregate: string; isAskedFor: boolean },
): boolean {
  const { nowMs, isAskedFor } = wanted;
  const closesMs = Date.parse(`${addDays(day, OPEN_DAYS + 1)}T00:00:00Z`);
  const askedMs = Date.parse(askedAt);
  if (nowMs < closesMs) {
    return isAskedFor || nowMs - askedMs >= HOUR_MS;
  }
  if (askedMs < closesMs) {
    // Once more, when nothing is added to it any more
    return true;
  }
  return (
    (!isKnown || aggregate !== wanted.aggregate) &&
    (isAskedFor || nowMs - askedMs >= DAY_MS)
  );
}

/**
 * The days that a source is to be asked for now, the newest first. A day is
 * open until three days after its end and asked for at most once an hour; then
 * once more, and never again. One of which the source knew nothing, or that is
 * grouped otherwise than it is wanted now, is asked for once a day.
 *
 * @param options - `isAskedFor`: whether somebody wants to know now, however
 *   lately it was asked for
 */
export function findDueDays(options: {
  asked: readonly AskedDay[];
  windowDays: number;
  aggregate: string;
  nowMs: number;
  isAskedFor: boolean;
}): string[] {
  const { asked, windowDays, nowMs } = options;
  const today = new Date(nowMs).toISOString().slice(0, 10);
  const earliest = addDays(today, 1 - MAX_BACK_DAYS);
  const window = addDays(today, 1 - windowDays);
  // What was missed since the last day that is known before it
  const from =
    asked
      .filter(({ isKnown, day }) => isKnown && day < window)
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? window;
  const byDay = new Map(asked.map(known => [known.day, known]));
  return listDays(from < earliest ? earliest : from, today)
    .filter(day => {
      const known = byDay.get(day);
      return !known || isDue(known, options);
    })
    .reverse();
}
