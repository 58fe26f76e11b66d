import { fieldOf, isObject, textField } from '../json/fields';
import { JsonObject } from '../json/JsonValue';

const DAY_MS = 86_400_000;
const TIMESTAMP =
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The time that an entry speaks for. */
export interface CostWindow {
  /** UTC day on which it starts. */
  day?: string;
  /** Whether it lies within one UTC day. */
  isDaily: boolean;
  isLongerThanADay: boolean;
  /** Absent where start or end is not stated. */
  span?: readonly [startMs: number, endMs: number];
}

function readTime(text: string | undefined): number | undefined {
  const time =
    text !== undefined && TIMESTAMP.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/**
 * The window of an entry: its own `window`, else its `start` and `end`, else
 * the window of the set that it is part of.
 */
export function readWindow(entry: JsonObject, set?: JsonObject): CostWindow {
  for (const owner of [entry, set]) {
    const window = owner && fieldOf(owner, 'window');
    for (const source of [window, owner]) {
      if (isObject(source)) {
        const start = readTime(textField(source, 'start'));
        if (start !== undefined) {
          const end = readTime(textField(source, 'end'));
          const nextDay = (Math.floor(start / DAY_MS) + 1) * DAY_MS;
          return {
            day: new Date(start).toISOString().slice(0, 10),
            isDaily: end !== undefined && end <= nextDay,
            isLongerThanADay: end !== undefined && end - start > DAY_MS,
            ...(end === undefined ? {} : { span: [start, end] as const }),
          };
        }
      }
    }
  }
  return { isDaily: false, isLongerThanADay: false };
}
