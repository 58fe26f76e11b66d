import { CostModel, CostPoint, FitModel } from './CostModel';
import { fitRunRate } from './fitRunRate';
import { fitHoltWinters, fitLastWeek } from './fitSmoothing';
import { fitWeekdayTrend } from './fitWeekdayTrend';
import { median, medianDeviation } from './median';

/** From how many closed days on a method is used. */
const TREND_FROM = 14;
const TREND_CHECKED_FROM = 28;
const SMOOTHING_FROM = 60;
/** So many days on one side are no accident. */
const SHIFT_DAYS = 5;
/** How far each trial looks ahead. */
const HORIZON = 14;

/**
 * The mean absolute error of a method over trials from origins in the past,
 * each with nothing but what was known by then (rolling origin; Tashman 2000).
 * Divided by the same of the seasonal naïve method, it is a ratio of MASEs
 * (Hyndman and Koehler 2006): their scale is the same.
 */
function rollingError(
  points: readonly CostPoint[],
  fit: FitModel,
  { holdout, step }: { holdout: number; step: number },
): number {
  const last = points[points.length - 1].day;
  let sum = 0;
  let count = 0;
  for (let origin = last - holdout; origin < last; origin += step) {
    const model = fit(points.filter(({ day }) => day <= origin));
    if (!model) {
      return Infinity;
    }
    for (const { day, cost } of points) {
      if (day > origin && day <= origin + HORIZON) {
        sum += Math.abs(cost - model.predict(day));
        count += 1;
      }
    }
  }
  return count > 0 ? sum / count : Infinity;
}

/**
 * Whether the last five days all lie on one side of a model, far from where
 * it was right before: the level has changed, and trials that began before
 * the change cannot show it.
 */
function hasLeftModel(points: readonly CostPoint[], model: CostModel): boolean {
  const residuals = points.map(({ day, cost }) => cost - model.predict(day));
  const recent = residuals.slice(-SHIFT_DAYS);
  const before = residuals.slice(-4 * SHIFT_DAYS, -SHIFT_DAYS);
  const deviation = 1.4826 * medianDeviation(before, median(before));
  const side = Math.sign(recent[0]);
  return recent.every(residual => side * residual > 2 * deviation);
}

/** The method for as long a past as there is; one that does worse than the seasonal naïve method gives way to it. */
export function chooseModel(
  points: readonly CostPoint[],
): CostModel | undefined {
  if (points.length < TREND_FROM) {
    return fitRunRate(points);
  }
  const isLong = points.length >= SMOOTHING_FROM;
  const fit = isLong ? fitHoltWinters : fitWeekdayTrend;
  if (points.length >= TREND_CHECKED_FROM) {
    const trials = isLong ? { holdout: 28, step: 7 } : { holdout: 14, step: 3 };
    if (
      rollingError(points, fitLastWeek, trials) <
      rollingError(points, fit, trials)
    ) {
      return fitLastWeek(points);
    }
  }
  const model = fit(points);
  if (model?.method === 'weekday trend' && hasLeftModel(points, model)) {
    return fitLastWeek(points);
  }
  return model ?? fitRunRate(points);
}
