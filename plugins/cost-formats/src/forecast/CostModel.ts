import { DayNumber } from './calendar';

/** A closed day of the past. */
export interface CostPoint {
  day: DayNumber;
  cost: number;
}

/** What a forecast goes by. @public */
export type ForecastMethod =
  'run-rate' | 'weekday trend' | 'Holt-Winters' | 'last week again';

/** What the past of a series says of the days to come. */
export interface CostModel {
  method: ForecastMethod;
  predict(day: DayNumber): number;
  /** Standard error of the sum over these days, and degrees of freedom of its estimate. */
  errorOfSum(days: readonly DayNumber[]): { error: number; freedom: number };
}

/** Fits points in order of their days; undefined where they are too few. */
export type FitModel = (points: readonly CostPoint[]) => CostModel | undefined;

export const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
