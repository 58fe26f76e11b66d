const NAMES =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

const DAY_MS = 24 * 60 * 60 * 1000;

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** The month that it is now, in UTC as bills count. */
export function currentMonth(): string {
  return new Date().toISOString().slice(0, 7);
}

/** A month earlier or later by some months. */
export function shiftMonth(month: string, months: number): string {
  const [year, number] = month.split('-').map(Number);
  const index = year * 12 + number - 1 + months;
  return `${Math.floor(index / 12)}-${twoDigits((index % 12) + 1)}`;
}

/** First and last day. */
export function daysOf(month: string): { from: string; to: string } {
  const end = new Date(`${shiftMonth(month, 1)}-01T00:00:00Z`);
  end.setUTCDate(0);
  return { from: `${month}-01`, to: end.toISOString().slice(0, 10) };
}

/** Every day from one to another. */
export function listDays(from: string, to: string): string[] {
  const days: string[] = [];
  const day = new Date(`${from}T00:00:00Z`);
  for (;;) {
    const text = day.toISOString().slice(0, 10);
    if (text > to) {
      return days;
    }
    days.push(text);
    day.setUTCDate(day.getUTCDate() + 1);
  }
}

/** How many days from one to another, both counted. */
export function countDays(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
}

const shiftDay = (day: string, days: number) =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

export function dayAfter(day: string): string {
  return shiftDay(day, 1);
}

export function dayBefore(day: string): string {
  return shiftDay(day, -1);
}

/** `November`. */
export function monthName(month: string): string {
  return NAMES[Number(month.slice(5)) - 1];
}

/** `November 2026`. */
export function monthTitle(month: string): string {
  return `${monthName(month)} ${month.slice(0, 4)}`;
}

/** `Nov 2026`. */
export function monthShort(month: string): string {
  return `${monthName(month).slice(0, 3)} ${month.slice(0, 4)}`;
}
