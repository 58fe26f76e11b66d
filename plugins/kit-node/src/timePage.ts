import { Knex } from 'knex';
import { decodeCursor, encodeCursor } from './pageCursor';

const ID = /^[\w-]{1,64}$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Place in a list that is sorted by a time, the newest first, then by id. @public */
export interface TimeCursor {
  time: string;
  id: string;
}

/** Where the next page of a list by time starts; undefined for the first. @public */
export function readTimeCursor(
  cursor: string | undefined,
): TimeCursor | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const [time, id] = decodeCursor(cursor, [TIME, ID]);
  return { time, id };
}

/** A page of a list by time, of which one item more than the limit was read. @public */
export function toTimePage<T extends { id: string }>(options: {
  items: readonly T[];
  limit: number;
  timeOf: (item: T) => string;
}): { items: T[]; nextCursor?: string } {
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

/** The condition of a page of a list that is sorted by a time and id, both falling. @public */
export function beforeTime(
  column: string,
  { time, id }: TimeCursor,
): (builder: Knex.QueryBuilder) => void {
  return builder =>
    builder
      .where(column, '<', time)
      .orWhere(same => same.where(column, time).where('id', '<', id));
}
