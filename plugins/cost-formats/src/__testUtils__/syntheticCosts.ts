/** A seeded source of uniform numbers (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 2 ** 32;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A standard normal number (Box and Muller 1958). */
export function normal(random: () => number): number {
  return (
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  );
}

/** Shares of a usual day by weekday, Monday first. */
export const WEEK = [1.05, 1.1, 1.1, 1.1, 1.05, 0.8, 0.8];

/** Daily costs of the shapes that bills have. */
export const SHAPES = {
  steady: (day, random) => 100 * WEEK[day % 7] * (1 + 0.1 * normal(random)),
  noisy: (day, random) => 100 * WEEK[day % 7] * Math.exp(0.4 * normal(random)),
  growing: (day, random) =>
    (100 + day) * WEEK[day % 7] * (1 + 0.08 * normal(random)),
  stepped: (day, random) =>
    (day < 40 ? 100 : 180) * WEEK[day % 7] * (1 + 0.08 * normal(random)),
  weekdaysOnly: (day, random) =>
    day % 7 < 5 ? 50 * (1 + 0.1 * normal(random)) : 0,
  spiky: (_day, random) =>
    random() < 0.08 ? 500 : 60 * (1 + 0.1 * normal(random)),
} satisfies Record<string, (day: number, random: () => number) => number>;

/** Names of the shapes. */
export const SHAPE_NAMES = Object.keys(SHAPES) as (keyof typeof SHAPES)[];

/** A series of a shape. */
export function seriesOf(
  shape: keyof typeof SHAPES,
  { length, seed }: { length: number; seed: number },
): number[] {
  const random = seededRandom(seed);
  return Array.from({ length }, (_, day) => SHAPES[shape](day, random));
}
