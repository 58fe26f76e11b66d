import { DayNumber, weekdayOf } from './calendar';
import { CostPoint, FitModel, meanOf } from './CostModel';

/** Fewer days say nothing of a group of days. */
const MIN_POINTS = 2;

const isWeekend = (day: DayNumber) => weekdayOf(day) >= 5;

/**
 * The mean of working days and the mean of weekends; of all days where a group
 * has fewer than two. The error of a sum is that of the prediction from means
 * (Draper and Smith, Applied Regression Analysis, 3rd ed. 1998, section 3.1):
 * the spread of the days and what the mean of so few of them leaves open.
 */
export const fitRunRate: FitModel = points => {
  const groupOf = (weekend: boolean) => {
    const group = points.filter(({ day }) => isWeekend(day) === weekend);
    return group.length >= MIN_POINTS ? group : points;
  };
  const means = [false, true].map(weekend =>
    meanOf(groupOf(weekend).map(({ cost }) => cost)),
  );
  const predict = (day: DayNumber) => means[isWeekend(day) ? 1 : 0];
  const freedom = points.length - (groupOf(true) === groupOf(false) ? 1 : 2);
  if (freedom < 1) {
    return undefined;
  }
  const squares = points.reduce(
    (sum, { day, cost }: CostPoint) => sum + (cost - predict(day)) ** 2,
    0,
  );
  const variance = squares / freedom;
  return {
    method: 'run-rate',
    predict,
    errorOfSum: days => ({
      error: Math.sqrt(
        variance * (days.length + days.length ** 2 / points.length),
      ),
      freedom,
    }),
  };
};
