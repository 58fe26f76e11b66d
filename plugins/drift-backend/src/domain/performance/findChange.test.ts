import { findChange } from './findChange';

/** Standard normal numbers, the same on every machine. */
function createNormal(seed: number): () => number {
  let state = seed;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () =>
    Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());
}

/** Accuracies by day around 0.9, with a standard error of 0.01. */
function series(options: {
  days: number;
  seed: number;
  shift?: (day: number) => number;
}) {
  const normal = createNormal(options.seed);
  return Array.from({ length: options.days }, (_, day) => {
    const value = 0.9 + 0.01 * normal() + (options.shift?.(day) ?? 0);
    return {
      at: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
      value,
      low: value - 0.0196,
      high: value + 0.0196,
    };
  });
}

const dayOf = (at: string | undefined) =>
  at === undefined
    ? undefined
    : (Date.parse(at) - Date.UTC(2026, 0, 1)) / 86_400_000;

describe('finding the window of a change', () => {
  it.each([-0.03, 0.03])('finds a lasting shift of %d', shift => {
    const days = Array.from({ length: 100 }, (_, seed) =>
      dayOf(
        findChange(
          series({ days: 40, seed, shift: d => (d < 20 ? 0 : shift) }),
        ),
      ),
    );
    expect(days).not.toContain(undefined);
    const near = days.filter(day => Math.abs(day! - 20) <= 1);
    expect(near.length).toBeGreaterThan(90);
  });

  it('dates a long decline from its begin, and forgets what was before a turn', () => {
    const decline = (day: number) => (day < 20 ? 0 : -0.01 * (day - 19));
    const day = dayOf(
      findChange(series({ days: 40, seed: 1, shift: decline })),
    );
    expect(Math.abs(day! - 21)).toBeLessThanOrEqual(2);
    const back = dayOf(
      findChange(
        series({
          days: 60,
          seed: 1,
          shift: d => (d >= 20 && d < 40 ? -0.05 : 0),
        }),
      ),
    );
    expect(Math.abs(back! - 40)).toBeLessThanOrEqual(1);
  });

  it('finds nothing where nothing changed', () => {
    let found = 0;
    for (let seed = 1; seed <= 1000; seed += 1) {
      found += findChange(series({ days: 90, seed })) === undefined ? 0 : 1;
    }
    expect(found).toBeLessThan(10);
  });

  it('says nothing of windows without a value or a band', () => {
    expect(findChange([])).toBeUndefined();
    expect(
      findChange(
        Array.from({ length: 50 }, (_, day) => ({
          at: new Date(Date.UTC(2026, 0, 1 + day)).toISOString(),
          value: day,
        })),
      ),
    ).toBeUndefined();
  });
});
