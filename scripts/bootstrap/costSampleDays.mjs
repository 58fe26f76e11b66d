/** Days and amounts of the sample bills: the same for everybody on one day. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Amounts are whole numbers of these per unit of the currency: sums stay exact. */
const MICROS = 1_000_000;

/** How much of the usual a day of the week costs, from Sunday on. */
const WEEKS = {
  flat: [1, 1, 1, 1, 1, 1, 1],
  office: [0.45, 1, 1.02, 1.03, 1.01, 0.96, 0.5],
  shop: [1.22, 0.9, 0.92, 0.95, 1, 1.12, 1.25],
  saturdays: [0, 0, 0, 0, 0, 0, 1],
  sundays: [1, 0, 0, 0, 0, 0, 0],
};

/** @param {string} day @param {number} days */
export const shiftDay = (day, days) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS)
    .toISOString()
    .slice(0, 10);

/** @param {string} month such as `2026-03` @param {number} months */
export function shiftMonth(month, months) {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1))
    .toISOString()
    .slice(0, 7);
}

/**
 * What `Map.groupBy` does: Node 20, from which the portal starts, lacks it.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @returns {Map<string, T[]>}
 */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) {
      group.push(item);
    } else {
      groups.set(key, [item]);
    }
  }
  return groups;
}

/** Days before a day, the oldest first. */
export const daysBefore = (today, count) =>
  Array.from({ length: count }, (_, index) => shiftDay(today, index - count));

/** Between -1 and 1, and always the same for the same text. */
export function noiseOf(text) {
  let hash = 2166136261;
  for (const character of text) {
    hash = Math.imul(hash ^ character.codePointAt(0), 16777619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1;
}

/**
 * What something costs on a day, in millionths.
 *
 * @param {{ name: string, day: string, today: string, usual: number,
 *   week?: keyof typeof WEEKS, noise?: number, growth?: number,
 *   jump?: { daysAgo: number, factor: number } }} options
 *   `growth` is per day; from the day of a `jump` on it costs so much more
 */
export function costOf(options) {
  const { name, day, today, usual, week = 'flat', noise = 0.05 } = options;
  const ago = Math.round((Date.parse(today) - Date.parse(day)) / DAY_MS);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const jump =
    options.jump && ago <= options.jump.daysAgo ? options.jump.factor : 1;
  const growth = 1 - (options.growth ?? 0) * ago;
  return Math.round(
    usual *
      MICROS *
      WEEKS[week][weekday] *
      jump *
      growth *
      (1 + noise * noiseOf(`${name} ${day}`)),
  );
}

/** Millionths as an exact decimal, such as `-12.050000`. */
export function decimalOf(micros) {
  const size = Math.abs(micros);
  const digits = String(size % MICROS).padStart(6, '0');
  return `${micros < 0 ? '-' : ''}${Math.floor(size / MICROS)}.${digits}`;
}
