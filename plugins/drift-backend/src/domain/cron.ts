interface Field {
  name: string;
  low: number;
  high: number;
  words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: 'minute', low: 0, high: 59 },
  { name: 'hour', low: 0, high: 23 },
  { name: 'day of the month', low: 1, high: 31 },
  {
    name: 'month',
    low: 1,
    high: 12,
    words: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  {
    name: 'day of the week',
    low: 0,
    high: 7,
    words: 'sun mon tue wed thu fri sat'.split(' '),
  },
];
/** A leap day that falls on a given weekday comes within 40 years, century included. */
const MAX_DAYS = 366 * 40;
const DAY_MS = 24 * 60 * 60 * 1000;

function parseValue(text: string, field: Field): number {
  const word = field.words?.indexOf(text.toLowerCase()) ?? -1;
  const value =
    word >= 0 ? word + (field.name === 'month' ? 1 : 0) : Number(text);
  if (
    !/^\w+$/.test(text) ||
    !Number.isInteger(value) ||
    value < field.low ||
    value > field.high
  ) {
    throw new Error(
      `"${text}" is no ${field.name}: ${field.low} to ${field.high}`,
    );
  }
  return value;
}

function parseField(text: string, field: Field): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range, step, ...rest] = part.split('/');
    const every = step === undefined ? 1 : Number(step);
    if (rest.length > 0 || !Number.isInteger(every) || every < 1) {
      throw new Error(`"${part}" is no step of the ${field.name}`);
    }
    let low = field.low;
    let high = field.high;
    if (range !== '*') {
      const [first, last, ...more] = range.split('-');
      if (more.length > 0) {
        throw new Error(`"${range}" is no range of the ${field.name}`);
      }
      low = parseValue(first, field);
      high = last === undefined ? low : parseValue(last, field);
      if (last === undefined && step !== undefined) {
        high = field.high;
      }
      if (high < low) {
        throw new Error(`"${range}" runs backwards`);
      }
    }
    for (let value = low; value <= high; value += every) {
      values.add(field.name === 'day of the week' ? value % 7 : value);
    }
  }
  return values;
}

/**
 * The next minute in UTC, after a time, that a cron expression of five fields
 * names; `undefined` when it names none. Where both days are restricted, either
 * is enough, as in cron. Throws an Error that says which field is wrong.
 */
export function nextOccurrence(
  expression: string,
  after: string,
): string | undefined {
  const parts = expression.trim().split(/\s+/);
  if (parts.length !== FIELDS.length) {
    throw new Error(
      `"${expression}" is no cron expression: it has five fields, in UTC`,
    );
  }
  const [minutes, hours, days, months, weekdays] = parts.map((part, index) =>
    parseField(part, FIELDS[index]),
  );
  const isEitherDay = !parts[2].startsWith('*') && !parts[4].startsWith('*');
  const start = new Date(
    Math.floor(Date.parse(after) / 60_000) * 60_000 + 60_000,
  );
  for (let day = 0; day < MAX_DAYS; day += 1) {
    const midnight = new Date(
      Date.UTC(
        start.getUTCFullYear(),
        start.getUTCMonth(),
        start.getUTCDate(),
      ) +
        day * DAY_MS,
    );
    const isDay = days.has(midnight.getUTCDate());
    const isWeekday = weekdays.has(midnight.getUTCDay());
    if (
      !months.has(midnight.getUTCMonth() + 1) ||
      !(isEitherDay ? isDay || isWeekday : isDay && isWeekday)
    ) {
      continue;
    }
    for (let hour = day === 0 ? start.getUTCHours() : 0; hour < 24; hour += 1) {
      if (!hours.has(hour)) {
        continue;
      }
      const isFirstHour = day === 0 && hour === start.getUTCHours();
      for (
        let minute = isFirstHour ? start.getUTCMinutes() : 0;
        minute < 60;
        minute += 1
      ) {
        if (minutes.has(minute)) {
          return new Date(
            midnight.getTime() + hour * 3_600_000 + minute * 60_000,
          ).toISOString();
        }
      }
    }
  }
  return undefined;
}
