import { DayNumber, weekdayOf } from './calendar';
import { CostModel, CostPoint, FitModel, meanOf } from './CostModel';

const WEEK = 7;
/** Days whose errors do not count, as they are what the states were set by. */
const WARM_UP = 14;
const DAMPING = 0.9;

/** How much of an error goes into the level, the trend and the weekday. */
interface Smoothing {
  level: number;
  trend: number;
  weekday: number;
}

interface States {
  level: number;
  trend: number;
  weekdays: number[];
  errors: number[];
  last: DayNumber;
}

function startStates(points: readonly CostPoint[]): States {
  const first = points.filter(({ day }) => day < points[0].day + 4 * WEEK);
  const level = meanOf(first.map(({ cost }) => cost));
  const weekdays = Array.from({ length: WEEK }, (_, weekday) => {
    const same = first.filter(({ day }) => weekdayOf(day) === weekday);
    return same.length > 0 ? meanOf(same.map(({ cost }) => cost)) - level : 0;
  });
  return { level, trend: 0, weekdays, errors: [], last: points[0].day - 1 };
}

/** Runs through the points; days without one change the level by the trend alone. */
function smooth(
  points: readonly CostPoint[],
  by: Smoothing,
  start: States = startStates(points),
): States {
  const states = {
    ...start,
    weekdays: [...start.weekdays],
    errors: [] as number[],
  };
  for (const { day, cost } of points) {
    for (; states.last < day; states.last += 1) {
      states.trend *= DAMPING;
      states.level += states.trend;
    }
    const weekday = weekdayOf(day);
    const error = cost - states.level - states.weekdays[weekday];
    states.level += by.level * error;
    states.trend += by.trend * error;
    states.weekdays[weekday] += by.weekday * error;
    states.errors.push(error);
  }
  return states;
}

/**
 * The error of a sum of forecasts: what an unforeseen change of each day to
 * come does to that day and, through the states, to those after it (Hyndman,
 * Koehler, Ord, Snyder: Forecasting with Exponential Smoothing, 2008, table
 * 6.2, coefficients c_j of the additive model with damped trend).
 */
function errorOfSum(
  { errors, last }: States,
  by: Smoothing,
  days: readonly DayNumber[],
): { error: number; freedom: number } {
  const counted = errors.slice(Math.min(WARM_UP, errors.length - 1));
  const variance = meanOf(counted.map(error => error ** 2));
  const horizon = Math.max(0, ...days.map(day => day - last));
  const isSummed = new Set(days.map(day => day - last));
  const effects: number[] = [1];
  for (let step = 1, damped = 0; step < horizon; step += 1) {
    damped += DAMPING ** step;
    effects.push(
      by.level + by.trend * damped + (step % WEEK === 0 ? by.weekday : 0),
    );
  }
  let squares = 0;
  for (let change = 1; change <= horizon; change += 1) {
    let effect = 0;
    for (let step = 0; change + step <= horizon; step += 1) {
      effect += isSummed.has(change + step) ? effects[step] : 0;
    }
    squares += effect ** 2;
  }
  return { error: Math.sqrt(variance * squares), freedom: counted.length };
}

function buildModel(
  method: CostModel['method'],
  points: readonly CostPoint[],
  by: Smoothing,
): CostModel {
  const states = smooth(points, by);
  return {
    method,
    predict: day => {
      const steps = day - states.last;
      // The sum of a geometric series: what the damped trend adds up to
      const reach = (DAMPING * (1 - DAMPING ** steps)) / (1 - DAMPING);
      return (
        states.level + reach * states.trend + states.weekdays[weekdayOf(day)]
      );
    },
    errorOfSum: days => errorOfSum(states, by, days),
  };
}

const GRID: Smoothing[] = [0.02, 0.05, 0.1, 0.2, 0.4].flatMap(level =>
  [0, 0.05, 0.15].flatMap(share =>
    [0.02, 0.1, 0.25].map(weekday => ({
      level,
      trend: level * share,
      weekday,
    })),
  ),
);

/**
 * Holt-Winters with additive weekdays and damped trend (Winters 1960; Gardner
 * and McKenzie 1985), as innovations: the factors out of a grid by which the
 * mean absolute error of one day ahead is smallest.
 */
export const fitHoltWinters: FitModel = points => {
  if (points.length < 2 * WARM_UP) {
    return undefined;
  }
  let best = GRID[0];
  let bestError = Infinity;
  const start = startStates(points);
  for (const by of GRID) {
    const { errors } = smooth(points, by, start);
    const error = meanOf(errors.slice(WARM_UP).map(Math.abs));
    if (error < bestError) {
      best = by;
      bestError = error;
    }
  }
  return buildModel('Holt-Winters', points, best);
};

/**
 * The same weekday of last week again (the seasonal naïve forecast): what any
 * other must beat. It is the same model with nothing but weekdays, which
 * forget all but their last day.
 */
export const fitLastWeek: FitModel = points =>
  points.length < WEEK
    ? undefined
    : buildModel('last week again', points, { level: 0, trend: 0, weekday: 1 });
