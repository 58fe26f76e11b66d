import { COLUMN_TYPES, ColumnType } from './columnTypes';

const MAX_SHOWN = 60;

/** What stands in a message for text of any length. */
function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

function isColumnType(value: unknown): value is ColumnType {
  return COLUMN_TYPES.includes(value as ColumnType);
}

/**
 * Declared types from JSON of the form `{"column": "numeric" | "categorical" | …}`.
 * Throws an Error that names the file, the column and the known types.
 *
 * @param title - what to call the file to a person
 * @public
 */
export function parseColumnTypes(
  json: string,
  title: string,
): ReadonlyMap<string, ColumnType> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw new Error(`${title} is not JSON: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new Error(
      `${title} must be an object of the form {"column": "numeric"}`,
    );
  }
  const types = new Map<string, ColumnType>();
  for (const [column, type] of Object.entries(parsed)) {
    if (!isColumnType(type)) {
      throw new Error(
        `${title}: column '${shown(column)}' has the type ${shown(JSON.stringify(type))}; known are ${COLUMN_TYPES.join(', ')}`,
      );
    }
    types.set(column, type);
  }
  if (types.size === 0) {
    throw new Error(`${title} names no column`);
  }
  return types;
}
