import { Amount } from '../money/amount';
import { dayNumber, dayText, DayNumber } from './calendar';
import { chooseModel } from './chooseModel';
import { CostPoint, ForecastMethod } from './CostModel';
import { DailyCost } from './DailyCost';
import {
  asEstimate,
  minorDigits,
  roundAmount,
  roundEstimate,
} from './estimates';

/** Fewer closed days say nothing of the days to come. */
const MIN_DAYS = 3;
/** What is older says little of the next weeks. */
const MAX_AGE_DAYS = 182;
/** A series that stopped so long ago has no run-rate any more. */
const MAX_SILENCE_DAYS = 28;
/** 90 % quantile of the normal distribution: the interval leaves 10 % out on either side. */
const QUANTILE = 1.281_551_6;

/** What is asked of a forecast. @public */
export interface ForecastQuestion {
  /** In any order. */
  days: readonly DailyCost[];
  /** First and last day of what is forecast, see `periodAround`. */
  period: { start: string; end: string };
  /** The day of now. It is never closed. */
  today: string;
  /** The last day whose cost does not change any more; those after it are estimated, where they are booked already with no less than that. */
  closedThrough: string;
  /** Closed days that say nothing of those to come, such as anomalies. They count as spent. */
  leftOut?: ReadonlySet<string>;
  currency?: string;
}

/** A projection to the end of a period, or why there is none. What was spent is exact; the rest is an estimate, rounded to the smallest coin. @public */
export type Forecast =
  | {
      kind: 'forecast';
      /** What is booked in the period so far; absent where nothing is known of it. */
      spent?: Amount;
      projected: Amount;
      /** Four of five times the period ends between these two. */
      low: Amount;
      high: Amount;
      method: ForecastMethod | 'complete';
      /** Days that the estimate goes by. */
      historyDays: number;
      /** Closed days of the period of which nothing is known: they are estimated like those to come. */
      missingDays: string[];
    }
  | { kind: 'none'; spent?: Amount; reason: string };

/** Quantile of Student's t out of that of the normal distribution (Abramowitz and Stegun 1964, 26.7.5). */
function widen(freedom: number): number {
  const z = QUANTILE;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2)
  );
}

interface Booked {
  amount: Amount;
  oneOff: Amount;
}

function addUpDays(days: readonly DailyCost[]): Map<DayNumber, Booked> {
  const booked = new Map<DayNumber, Booked>();
  for (const { day, amount, oneOff = 0n } of days) {
    const number = dayNumber(day);
    const known = booked.get(number) ?? { amount: 0n, oneOff: 0n };
    booked.set(number, {
      amount: known.amount + amount,
      oneOff: known.oneOff + oneOff,
    });
  }
  return booked;
}

function readHistory(
  booked: ReadonlyMap<DayNumber, Booked>,
  closed: DayNumber,
  leftOut: ReadonlySet<string> | undefined,
): CostPoint[] {
  return [...booked]
    .filter(
      ([day]) =>
        day <= closed &&
        day > closed - MAX_AGE_DAYS &&
        !leftOut?.has(dayText(day)),
    )
    .sort(([a], [b]) => a - b)
    .map(([day, { amount, oneOff }]) => ({
      day,
      cost: asEstimate(amount - oneOff),
    }));
}

function whyNone(points: readonly CostPoint[], closed: DayNumber) {
  if (points.length === 0) {
    return 'No closed day is known yet.';
  }
  if (points.length < MIN_DAYS) {
    return `Only ${points.length} closed days are known, a forecast needs ${MIN_DAYS}.`;
  }
  const { day } = points[points.length - 1];
  return closed - day > MAX_SILENCE_DAYS
    ? `The last closed day that is known is ${dayText(day)}.`
    : undefined;
}

/**
 * What a period will cost by its end: what is booked, plus an estimate of the
 * days that are open, missing or to come, by the method that the length of the
 * past allows.
 *
 * @public
 */
export function forecastCost({
  days,
  period,
  today,
  closedThrough,
  leftOut,
  currency,
}: ForecastQuestion): Forecast {
  const booked = addUpDays(days);
  const [start, end] = [dayNumber(period.start), dayNumber(period.end)];
  const closed = Math.min(dayNumber(closedThrough), dayNumber(today) - 1);
  let spent: Amount | undefined;
  let certain = 0n;
  const estimated: DayNumber[] = [];
  for (let day = start; day <= end; day += 1) {
    const known = booked.get(day);
    if (known) {
      spent = (spent ?? 0n) + known.amount;
    }
    if (known && day <= closed) {
      certain += known.amount;
    } else {
      estimated.push(day);
    }
  }
  const ofSpent = spent === undefined ? {} : { spent };
  const points = readHistory(booked, closed, leftOut);
  const missingDays = estimated.filter(day => day <= closed).map(dayText);
  const rest = { ...ofSpent, historyDays: points.length, missingDays };
  if (estimated.length === 0) {
    const exact = { projected: certain, low: certain, high: certain };
    return { kind: 'forecast', ...exact, method: 'complete', ...rest };
  }
  const model = chooseModel(points);
  const reason = whyNone(points, closed);
  if (!model || reason !== undefined) {
    const said = reason ?? 'The closed days are too few for a forecast.';
    return { kind: 'none', ...ofSpent, reason: said };
  }
  const isPositive = points.every(({ cost }) => cost >= 0);
  let estimate = 0;
  for (const day of estimated) {
    const predicted = model.predict(day);
    const usual = isPositive ? Math.max(0, predicted) : predicted;
    const known = booked.get(day);
    if (known) {
      // An open day costs what is booked already, or more
      certain += known.oneOff;
      const sofar = asEstimate(known.amount - known.oneOff);
      estimate += Math.max(usual, sofar);
    } else {
      estimate += usual;
    }
  }
  const { error, freedom } = model.errorOfSum(estimated);
  const digits = minorDigits(currency);
  const half = roundEstimate(error * widen(freedom), digits);
  const projected =
    roundAmount(certain, digits) + roundEstimate(estimate, digits);
  const low = projected - half;
  const floor = isPositive ? roundAmount(spent ?? 0n, digits) : low;
  return {
    kind: 'forecast',
    projected,
    low: low < floor ? floor : low,
    high: projected + half,
    method: model.method,
    ...rest,
  };
}
