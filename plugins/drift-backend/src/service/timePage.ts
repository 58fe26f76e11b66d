import {
  decodeCursor,
  encodeCursor,
} from '@plumbline/backstage-plugin-kit-node';
import { Page } from './MonitorService';

const UUID = /^[0-9a-f-]{36}$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** The parts of a cursor of a list by time. */
export function readTimeCursor(cursor: string | undefined) {
  if (cursor === undefined) {
    return undefined;
  }
  const [time, id] = decodeCursor(cursor, [TIME, UUID]);
  return { time, id };
}

/** A page of a list by time, of which one item more than the limit was read. */
export function toTimePage<T extends { id: string }>(options: {
  items: readonly T[];
  limit: number;
  timeOf: (item: T) => string;
}): Page<T> {
  const { items, limit, timeOf } = options;
  const page = items.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page,
    nextCursor:
      items.length > limit && last
        ? encodeCursor([timeOf(last), last.id])
        : undefined,
  };
}
