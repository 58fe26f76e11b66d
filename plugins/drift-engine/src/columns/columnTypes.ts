/**
 * How a column is read and which tests apply to it. `idLike` columns are
 * reported, never tested.
 *
 * @public
 */
export const COLUMN_TYPES = [
  'numeric',
  'discrete',
  'boolean',
  'categorical',
  'datetime',
  'text',
  'idLike',
] as const;

/** One of {@link COLUMN_TYPES}. @public */
export type ColumnType = (typeof COLUMN_TYPES)[number];
