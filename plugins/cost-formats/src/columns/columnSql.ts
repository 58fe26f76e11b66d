import { TableColumn, TableColumns } from './TableFormat';

/** A column's name as SQL. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The cell as text, with the blanks around it. Structures become JSON. */
export function textOf({ name, type }: TableColumn): string {
  const column = identifier(name);
  if (type === 'VARCHAR') {
    return column;
  }
  return /^(MAP|STRUCT|JSON)\b/.test(type) || type.endsWith('[]')
    ? `CAST(to_json(${column}) AS VARCHAR)`
    : `CAST(${column} AS VARCHAR)`;
}

/** The first of the columns that holds something; undefined when there is none of them. */
function firstOf(
  columns: TableColumns,
  names: readonly string[],
): string | undefined {
  const found = names
    .map(name => columns.find(name))
    .filter(column => column !== undefined)
    .map(textOf);
  return found.length > 1
    ? `coalesce(${found.map(text => `nullif(trim(${text}), '')`).join(', ')})`
    : found[0];
}

/**
 * Fields of a table by the names that their columns may have, and the name that
 * a message calls each of them.
 */
export function readFields<Field extends string>(
  columns: TableColumns,
  names: Partial<Record<Field, readonly string[]>>,
): {
  sql: Partial<Record<Field, string>>;
  columnNames: Partial<Record<Field, string>>;
} {
  const sql: Partial<Record<Field, string>> = {};
  const columnNames: Partial<Record<Field, string>> = {};
  for (const field of Object.keys(names) as Field[]) {
    const candidates = names[field] ?? [];
    const expression = firstOf(columns, candidates);
    if (expression !== undefined) {
      sql[field] = expression;
      columnNames[field] = columns.first(candidates)?.name;
    }
  }
  return { sql, columnNames };
}

/** One text for another, by a table; others stay as they are. */
export function mapped(sql: string, words: Record<string, string>): string {
  const cases = Object.entries(words).map(
    ([from, to]) => `WHEN ${literal(from.toLowerCase())} THEN ${literal(to)}`,
  );
  return `CASE lower(trim(${sql})) ${cases.join(' ')} ELSE ${sql} END`;
}

/** JSON of some columns by a key for each. */
export function jsonOf(
  entries: readonly (readonly [key: string, column: TableColumn])[],
): string | undefined {
  const parts = entries.map(
    ([key, column]) => `${literal(key)}, ${textOf(column)}`,
  );
  return parts.length === 0
    ? undefined
    : `CAST(json_object(${parts.join(', ')}) AS VARCHAR)`;
}
