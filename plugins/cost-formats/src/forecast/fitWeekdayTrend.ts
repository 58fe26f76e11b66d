import { DayNumber, weekdayOf } from './calendar';
import { CostPoint, FitModel, meanOf } from './CostModel';
import { median, medianDeviation } from './median';
import { theilSen } from './theilSen';

/** Below this share of a usual day, a weekday says nothing of the trend. */
const MIN_MULTIPLIER = 0.05;
/** Three standard deviations of a normal distribution in medians of deviations. */
const FAR = 3 * 1.4826;

/** The median ratio of each weekday to the seven days around it, one on average. */
function readMultipliers(points: readonly CostPoint[]): number[] {
  const none = Array<number>(7).fill(1);
  const ratios = none.map((): number[] => []);
  const costs = new Map(points.map(({ day, cost }) => [day, cost]));
  for (const { day, cost } of points) {
    const around = [-3, -2, -1, 0, 1, 2, 3]
      .map(offset => costs.get(day + offset))
      .filter(near => near !== undefined);
    const mean = meanOf(around);
    if (around.length === 7 && mean > 0) {
      ratios[weekdayOf(day)].push(cost / mean);
    }
  }
  if (ratios.some(({ length }) => length === 0)) {
    return none;
  }
  const multipliers = ratios.map(median);
  const mean = meanOf(multipliers);
  return mean > 0 && multipliers.every(multiplier => multiplier >= 0)
    ? multipliers.map(multiplier => multiplier / mean)
    : none;
}

/**
 * A robust line (see {@link theilSen}) times the weekday. Medians of skewed
 * costs lie below their mean, and sums are made of means: the mean residual,
 * outliers drawn in to three deviations, is added. The error of a sum is that
 * of the least-squares line (Draper and Smith 1998, section 3.1).
 */
export const fitWeekdayTrend: FitModel = points => {
  const multipliers = readMultipliers(points);
  const multiplierOf = (day: DayNumber) => multipliers[weekdayOf(day)];
  const plain = points.filter(({ day }) => multiplierOf(day) >= MIN_MULTIPLIER);
  if (plain.length < 3) {
    return undefined;
  }
  const origin = meanOf(points.map(({ day }) => day));
  const { slope, level } = theilSen(
    plain.map(({ day, cost }) => ({
      x: day - origin,
      y: cost / multiplierOf(day),
    })),
  );
  const line = (day: DayNumber) =>
    (level + slope * (day - origin)) * multiplierOf(day);
  const residuals = points.map(({ day, cost }) => cost - line(day));
  const center = median(residuals);
  const far = FAR * medianDeviation(residuals, center);
  const correction = meanOf(
    residuals.map(residual =>
      Math.min(center + far, Math.max(center - far, residual)),
    ),
  );
  const freedom = Math.max(1, points.length - (slope === 0 ? 1 : 2));
  const variance =
    residuals.reduce((sum, of) => sum + (of - correction) ** 2, 0) / freedom;
  const spread = points.reduce((sum, { day }) => sum + (day - origin) ** 2, 0);
  return {
    method: 'weekday trend',
    predict: day => line(day) + correction,
    errorOfSum: days => {
      const reach = days.reduce((sum, day) => sum + (day - origin), 0);
      const ofLine =
        days.length ** 2 / points.length +
        (slope === 0 ? 0 : reach ** 2 / spread);
      return { error: Math.sqrt(variance * (days.length + ofLine)), freedom };
    },
  };
};
