import { niceTicks } from './niceTicks';

it.each([
  [0, 0.14, [0, 0.05, 0.1, 0.15]],
  [0, 0.3, [0, 0.1, 0.2, 0.3]],
  [0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0.79, 0.91, [0.775, 0.8, 0.825, 0.85, 0.875, 0.9, 0.925]],
  [0, 0, [0, 0.2]],
  [-3, 12, [-5, 0, 5, 10, 15]],
])('encloses %d to %d evenly', (low, high, ticks) => {
  expect(niceTicks(low, high)).toEqual(ticks);
});
