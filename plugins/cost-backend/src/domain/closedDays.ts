import { addDays, daysFrom } from './days';
import { DayCost, DeliveredDays } from './DayCost';

/** After so many days a bill says no more of a day, even where it says nothing of later ones. */
const SETTLING_DAYS = 3;
/** A source whose last day is so much older than another's is no more waited for. */
const MAX_SILENCE_DAYS = 28;

/** Last day that each source knows, as far as it is not to come. */
export function lastDays(
  delivered: DeliveredDays,
  today: string,
): Map<string, string> {
  return new Map(
    [...delivered].flatMap(([source, days]): [string, string][] => {
      const last = [...days]
        .filter(day => day <= today)
        .sort()
        .at(-1);
      return last === undefined ? [] : [[source, last]];
    }),
  );
}

/** A day is closed once it is over and its source knows a later one, or after three days. */
function settledThrough(last: string, today: string): string {
  return last <= addDays(today, -SETTLING_DAYS) ? last : addDays(last, -1);
}

/**
 * The last day whose cost does not change any more, of all sources that are
 * waited for; undefined where nothing is known.
 */
export function findClosedThrough(
  delivered: DeliveredDays,
  today: string,
): string | undefined {
  const lasts = [...lastDays(delivered, today).values()].sort();
  const newest = lasts.at(-1);
  const oldest = lasts.find(
    last => daysFrom(last, newest!) <= MAX_SILENCE_DAYS,
  );
  return oldest === undefined ? undefined : settledThrough(oldest, today);
}

/**
 * Days that one of the sources left out between its first and its last: what
 * is known of them is not all.
 */
export function findPartialDays(delivered: DeliveredDays): Set<string> {
  const all = new Set([...delivered.values()].flatMap(days => [...days]));
  const partial = new Set<string>();
  for (const days of delivered.values()) {
    const sorted = [...days].sort();
    for (const day of all) {
      if (!days.has(day) && day > sorted[0] && day < sorted.at(-1)!) {
        partial.add(day);
      }
    }
  }
  return partial;
}

/** Of the delivered days those of the sources that some costs are of. */
export function deliveredTo(
  costs: readonly DayCost[],
  delivered: DeliveredDays,
): DeliveredDays {
  const sources = new Set(costs.map(({ source }) => source));
  return new Map([...delivered].filter(([source]) => sources.has(source)));
}
