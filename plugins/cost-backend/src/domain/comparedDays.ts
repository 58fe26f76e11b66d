import { daysOfMonth, monthBefore } from './days';
import { DeliveredDays } from './DayCost';

/** Days of a month of which a source knows, and the same days of the month before. */
export interface ComparedDays {
  source: string;
  now: { start: string; end: string };
  before: { start: string; end: string };
}

/**
 * Of each source the days that can be compared: those of the month until the
 * last that it knows, and the same of the month before. A source that knows
 * nothing of one of the two is left out: a month that was not delivered is not
 * one that cost nothing.
 *
 * @param delivered - of both months, until today
 */
export function findComparedDays(
  delivered: DeliveredDays,
  month: string,
): ComparedDays[] {
  const { start } = daysOfMonth(month);
  const before = daysOfMonth(monthBefore(month));
  return [...delivered].flatMap(([source, days]): ComparedDays[] => {
    const end = [...days].sort().at(-1) ?? '';
    const same = `${monthBefore(month)}-${end.slice(8)}`;
    const last = same < before.end ? same : before.end;
    return end >= start && [...days].some(day => day <= last)
      ? [
          {
            source,
            now: { start, end },
            before: { start: before.start, end: last },
          },
        ]
      : [];
  });
}
