import { Amount } from '../money/amount';
import { DayNumber, dayNumber, dayText, weekdayOf } from '../forecast/calendar';
import { DailyCost } from '../forecast/DailyCost';
import { asEstimate, minorDigits, roundEstimate } from '../forecast/estimates';
import { median, medianDeviation } from '../forecast/median';

/** Days before a day that it is compared with: eight weeks. */
const REFERENCE_DAYS = 56;
/** Fewer of the same weekday say nothing; all days are taken then. */
const MIN_SAME_WEEKDAYS = 3;
/** Fewer days of any kind say nothing: the day is not judged. */
const MIN_DAYS = 7;
/** The 75 % quantile of the normal distribution: makes the MAD a standard deviation. */
const NORMAL = 0.6745;
/** Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993. */
const MIN_SCORE = 3.5;
/** The spread is never taken for less than this share of the usual. */
const MIN_SPREAD = 0.01;
/** A difference of less than this share of the usual is not worth a look. */
const MIN_SHARE = 0.2;
/** So many days in a row are no accident, nor is a day of double the usual. */
const MIN_RUN = 2;
const SUDDEN_SHARE = 1;
/** So many days in a row are the new usual. */
const LEVEL_DAYS = 5;

/** What to look for anomalies in. @public */
export interface AnomalyQuestion {
  /** In any order, each day once. A day that is left out is not known and breaks a run. */
  days: readonly DailyCost[];
  /** The last day whose cost does not change any more. Later days are not judged. */
  closedThrough: string;
  /** Days that were written anew later, such as by a restatement: they are not judged, as what is unusual on them is not news. */
  backfilled?: ReadonlySet<string>;
  /** A smaller difference is not worth a look, whatever share of the usual it is. */
  minimum: Amount;
  currency?: string;
}

/** An unusual day, some of them in a row, or a new usual. @public */
export interface CostAnomaly {
  kind: 'unusual' | 'new level';
  direction: 'above' | 'below';
  /** With the direction, what tells it from others: it does not change while the event grows. */
  firstDay: string;
  lastDay: string;
  /** Sum of the days, exact. */
  actual: Amount;
  /** What the same days usually cost: an estimate. */
  expected: Amount;
  /** The largest score of its days. */
  score: number;
}

interface JudgedDay {
  day: DayNumber;
  side: 1 | -1;
  isSudden: boolean;
  actual: Amount;
  expected: number;
  score: number;
}

interface Series {
  costs: ReadonlyMap<DayNumber, number>;
  floor: number;
  minimum: number;
}

/**
 * The usual cost of a day and its spread: median and median absolute deviation
 * of the same weekday over the eight weeks before; of all days where fewer
 * than three of that weekday are known, and half the range of them for their
 * spread then: a weekend is not to stand out among working days. The spread is
 * above zero.
 */
function readUsual(
  { costs, floor }: Series,
  day: DayNumber,
  levelSince: DayNumber,
): { expected: number; spread: number } | undefined {
  const all: number[] = [];
  const same: number[] = [];
  const first = Math.max(day - REFERENCE_DAYS, levelSince);
  for (let earlier = first; earlier < day; earlier += 1) {
    const cost = costs.get(earlier);
    if (cost !== undefined) {
      all.push(cost);
      if (weekdayOf(earlier) === weekdayOf(day)) {
        same.push(cost);
      }
    }
  }
  if (all.length < MIN_DAYS) {
    return undefined;
  }
  const hasWeekdays = same.length >= MIN_SAME_WEEKDAYS;
  const reference = hasWeekdays ? same : all;
  const expected = median(reference);
  const spread = Math.max(
    hasWeekdays
      ? medianDeviation(reference, expected)
      : (Math.max(...all) - Math.min(...all)) / 2,
    MIN_SPREAD * Math.abs(expected),
    floor,
  );
  return { expected, spread };
}

function judge(
  series: Series,
  { day, actual }: { day: DayNumber; actual: Amount },
  levelSince: DayNumber,
): JudgedDay | undefined {
  const usual = readUsual(series, day, levelSince);
  if (!usual) {
    return undefined;
  }
  const { expected, spread } = usual;
  const difference = series.costs.get(day)! - expected;
  const size = Math.abs(difference);
  const score = (NORMAL * size) / spread;
  const isUnusual =
    score > MIN_SCORE &&
    size >= series.minimum &&
    size >= MIN_SHARE * Math.abs(expected);
  return isUnusual
    ? {
        day,
        side: difference > 0 ? 1 : -1,
        isSudden: size >= SUDDEN_SHARE * Math.abs(expected),
        actual,
        expected,
        score,
      }
    : undefined;
}

function describeRun(run: readonly JudgedDay[], digits: number): CostAnomaly {
  return {
    kind: run.length >= LEVEL_DAYS ? 'new level' : 'unusual',
    direction: run[0].side > 0 ? 'above' : 'below',
    firstDay: dayText(run[0].day),
    lastDay: dayText(run[run.length - 1].day),
    actual: run.reduce((sum, { actual }) => sum + actual, 0n),
    expected: roundEstimate(
      run.reduce((sum, { expected }) => sum + expected, 0),
      digits,
    ),
    score: Math.max(...run.map(({ score }) => score)),
  };
}

/** One day is an event if it costs double or nothing, two in a row always. */
const isEvent = (run: readonly JudgedDay[]) =>
  run.length >= MIN_RUN || run.some(({ isSudden }) => isSudden);

/**
 * The unusual days of a series, in order. A day is unusual where its modified
 * z-score (Iglewicz and Hoaglin 1993) is above 3.5 and the difference is both
 * at least the minimum and a fifth of the usual; it is told of where the next
 * day is, too, on the same side, or where it costs twice the usual or nothing.
 * Five days on one side are one event, `new level`: what comes later is
 * compared with the days since.
 *
 * @public
 */
export function findAnomalies({
  days,
  closedThrough,
  backfilled,
  minimum,
  currency,
}: AnomalyQuestion): CostAnomaly[] {
  const digits = minorDigits(currency);
  const closed = dayNumber(closedThrough);
  const known = days
    .map(({ day, amount, oneOff = 0n }) => ({
      day: dayNumber(day),
      actual: amount - oneOff,
    }))
    .filter(({ day }) => day <= closed)
    .sort((a, b) => a.day - b.day);
  const series: Series = {
    costs: new Map(known.map(({ day, actual }) => [day, asEstimate(actual)])),
    floor: 10 ** -digits,
    minimum: asEstimate(minimum),
  };
  const anomalies: CostAnomaly[] = [];
  let levelSince = -Infinity;
  let run: JudgedDay[] = [];
  const endRun = () => {
    if (run.length > 0 && isEvent(run)) {
      anomalies.push(describeRun(run, digits));
    }
    run = [];
  };
  for (const found of known) {
    const judged = backfilled?.has(dayText(found.day))
      ? undefined
      : judge(series, found, levelSince);
    const last = run.at(-1);
    if (last && (judged?.side !== last.side || found.day !== last.day + 1)) {
      endRun();
    }
    if (judged) {
      run.push(judged);
      if (run.length === LEVEL_DAYS) {
        levelSince = run[0].day;
        endRun();
      }
    }
  }
  endRun();
  return anomalies;
}
