import { parseDurationMs } from './duration';

/** A window of time; the end is not part of it. ISO 8601 UTC. @public */
export interface TimeSpan {
  start: string;
  end: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Monday, 5 January 1970: weeks begin on Mondays. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/**
 * The newest whole windows of a length that ended by a time, oldest first.
 * Windows of days begin at midnight UTC, of weeks on Mondays, shorter ones at
 * whole multiples of their length.
 *
 * @param length - ISO 8601 duration
 * @param until - ISO 8601; a window that ends exactly then is whole
 * @public
 */
export function resolveWindows(options: {
  length: string;
  until: string;
  count: number;
}): TimeSpan[] {
  const lengthMs = parseDurationMs(options.length);
  if (lengthMs === undefined) {
    throw new Error(
      `'${options.length}' is no duration of weeks, days, hours or minutes`,
    );
  }
  const origin = lengthMs % (7 * DAY_MS) === 0 ? FIRST_MONDAY_MS : 0;
  const untilMs = Date.parse(options.until);
  const last = Math.floor((untilMs - origin) / lengthMs) * lengthMs + origin;
  return Array.from({ length: options.count }, (_, index) => {
    const end = last - (options.count - 1 - index) * lengthMs;
    return {
      start: new Date(end - lengthMs).toISOString(),
      end: new Date(end).toISOString(),
    };
  });
}
