import { Knex } from 'knex';

/** Place in a list that is sorted by a time, the newest first, then by id. */
export interface TimeCursor {
  time: string;
  id: string;
}

/** The condition of a page of a list that is sorted by a time and id, both falling. */
export function before(
  column: string,
  { time, id }: TimeCursor,
): (builder: Knex.QueryBuilder) => void {
  return builder =>
    builder
      .where(column, '<', time)
      .orWhere(same => same.where(column, time).where('id', '<', id));
}
