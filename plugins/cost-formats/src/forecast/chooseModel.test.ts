import { seriesOf, SHAPE_NAMES } from '../__testUtils__/syntheticCosts';
import { chooseModel } from './chooseModel';
import { CostModel, CostPoint } from './CostModel';
import { fitLastWeek } from './fitSmoothing';

/** A Monday. */
const FIRST = 20_000 - ((20_000 + 3) % 7);
const AHEAD = 28;

const pointsOf = (costs: readonly number[]): CostPoint[] =>
  costs.map((cost, index) => ({ day: FIRST + index, cost }));

const errorOf = (model: CostModel, future: readonly CostPoint[]) =>
  future.reduce(
    (sum, { day, cost }) => sum + Math.abs(cost - model.predict(day)),
    0,
  ) / future.length;

const trials = (shape: (typeof SHAPE_NAMES)[number], past: number) =>
  Array.from({ length: 40 }, (_, trial) => {
    const points = pointsOf(
      seriesOf(shape, { length: past + AHEAD, seed: 1000 * past + trial }),
    );
    return { known: points.slice(0, past), future: points.slice(past) };
  });

const cases = SHAPE_NAMES.flatMap(shape =>
  [10, 20, 45, 75, 150].map(past => [shape, past] as const),
);

describe('chooseModel', () => {
  it.each(cases)(
    'is not worse on %s costs of %i days than the same weekday of last week',
    (shape, past) => {
      let chosen = 0;
      let naive = 0;
      for (const { known, future } of trials(shape, past)) {
        chosen += errorOf(chooseModel(known)!, future);
        naive += errorOf(fitLastWeek(known)!, future);
      }
      // Both in units of the same scale: a ratio of mean absolute scaled errors
      expect(chosen / naive).toBeLessThanOrEqual(1.05);
    },
  );

  it.each(
    // Ten days cannot tell growth from chance, and no interval foresees a step
    cases.filter(
      ([shape, past]) =>
        shape !== 'stepped' && (shape !== 'growing' || past > 10),
    ),
  )(
    'puts the sum of four weeks of %s costs after %i days into its interval about four of five times',
    (shape, past) => {
      let inside = 0;
      const all = trials(shape, past);
      for (const { known, future } of all) {
        const model = chooseModel(known)!;
        const days = future.map(({ day }) => day);
        const predicted = days.reduce(
          (sum, day) => sum + model.predict(day),
          0,
        );
        const actual = future.reduce((sum, { cost }) => sum + cost, 0);
        const { error } = model.errorOfSum(days);
        inside += Math.abs(actual - predicted) <= 1.2816 * error ? 1 : 0;
      }
      expect(inside / all.length).toBeGreaterThanOrEqual(0.55);
    },
  );
});
