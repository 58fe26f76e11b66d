const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Days since 1970-01-01, UTC: all days have the same length then. */
export type DayNumber = number;

/** @throws RangeError where the text is no day of the calendar */
export function dayNumber(day: string): DayNumber {
  const time = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  // Some engines roll 30 February over to March
  if (Number.isNaN(time) || dayText(time / DAY_MS) !== day) {
    throw new RangeError(`'${day}' is no day (YYYY-MM-DD).`);
  }
  return time / DAY_MS;
}

/** The day as `YYYY-MM-DD`. */
export function dayText(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(day: DayNumber): number {
  // 1970-01-01 was a Thursday
  return (((day + 3) % 7) + 7) % 7;
}

/** How long a budget or a forecast reaches. @public */
export const COST_PERIODS = ['month', 'quarter', 'year'] as const;

/** How long a budget or a forecast reaches. @public */
export type CostPeriod = (typeof COST_PERIODS)[number];

const MONTHS: Record<CostPeriod, number> = { month: 1, quarter: 3, year: 12 };

/** First and last day of the calendar month, quarter or year that a day is in. @public */
export function periodAround(
  period: CostPeriod,
  day: string,
): { start: string; end: string } {
  const date = new Date(dayNumber(day) * DAY_MS);
  const months = MONTHS[period];
  const year = date.getUTCFullYear();
  const month = Math.floor(date.getUTCMonth() / months) * months;
  const dayAt = (atMonth: number) => Date.UTC(year, atMonth, 1) / DAY_MS;
  return {
    start: dayText(dayAt(month)),
    end: dayText(dayAt(month + months) - 1),
  };
}
