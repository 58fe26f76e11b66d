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

/** When nothing is added to a day any more. */
function closingOf(day: string): number {
  return Date.parse(`${addDays(day, OPEN_DAYS + 1)}T00:00:00Z`);
}

/** Whether more may have come of a day since it was asked for. */
function isUnfinished({ day, askedAt }: AskedDay): boolean {
  return Date.parse(askedAt) < closingOf(day);
}

function isDue(
  asked: AskedDay,
  wanted: { nowMs: number; aggregate: string; isAskedFor: boolean },
): boolean {
  const { day, askedAt, isKnown, aggregate } = asked;
  const { nowMs, isAskedFor } = wanted;
  const sinceMs = nowMs - Date.parse(askedAt);
  if (nowMs < closingOf(day)) {
    return isAskedFor || sinceMs >= HOUR_MS;
  }
  return (
    isUnfinished(asked) ||
    ((!isKnown || aggregate !== wanted.aggregate) &&
      (isAskedFor || sinceMs >= DAY_MS))
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
  const lastBefore = asked
    .filter(({ isKnown, day }) => isKnown && day < window)
    .map(({ day }) => day)
    .sort()
    .at(-1);
  // What was missed before it
  const from = lastBefore === undefined ? window : addDays(lastBefore, 1);
  const byDay = new Map(asked.map(known => [known.day, known]));
  const unfinished = asked.filter(isUnfinished).map(({ day }) => day);
  const days = new Set([...unfinished, ...listDays(from, today)]);
  return [...days]
    .filter(day => day >= earliest && day <= today)
    .sort()
    .filter(day => {
      const known = byDay.get(day);
      return !known || isDue(known, options);
    })
    .reverse();
}
