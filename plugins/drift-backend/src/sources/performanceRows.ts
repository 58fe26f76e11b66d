import type { DataSet } from '@plumbline/backstage-plugin-drift-engine';

/** What a model said about one row, and what turned out. */
export interface PredictionRow {
  id?: string;
  /** Milliseconds since 1970; absent where the rows are not dated. */
  time?: number;
  prediction?: string;
  score?: number;
  label?: string;
}

/** Rows that are held at once to measure performance. */
export const MAX_PREDICTION_ROWS = 500_000;

/** More rows than can be held: fewer windows at once may do. */
export class TooManyRows extends Error {
  constructor(title: string) {
    super(
      `${title} has more than ${MAX_PREDICTION_ROWS.toLocaleString('en')} rows in these windows`,
    );
  }
}

const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Names of the columns that are read; those that the data lacks are left out. */
export interface PredictionColumns {
  id?: string;
  time?: string;
  prediction?: string;
  score?: string;
  label?: string;
}

/**
 * The predictions of a data set. Throws {@link TooManyRows} when there are more
 * than half a million, and an Error when it has none of the columns.
 */
export async function readPredictions(options: {
  data: DataSet;
  columns: PredictionColumns;
  signal?: AbortSignal;
}): Promise<PredictionRow[]> {
  const { data, columns, signal } = options;
  const known = new Set(data.columns.map(({ name }) => name));
  const wanted = Object.entries(columns).filter(
    ([, name]) => name !== undefined && known.has(name),
  );
  const text = data.runner.dialect === 'postgres' ? 'TEXT' : 'VARCHAR';
  const list = wanted
    .map(([key, name]) => `CAST(${quote(name)} AS ${text}) AS ${quote(key)}`)
    .join(', ');
  if (list === '') {
    throw new Error(
      `${data.title} has none of the columns ${Object.values(columns).join(', ')}`,
    );
  }
  const result = await data.runner.query(
    `SELECT ${list} FROM ${data.relation} AS t LIMIT ${MAX_PREDICTION_ROWS + 1}`,
    data.parameters,
    { signal },
  );
  if (result.rowCount > MAX_PREDICTION_ROWS) {
    throw new TooManyRows(data.title);
  }
  const column = (key: keyof PredictionColumns) => result.columns[key];
  const textOf = (key: keyof PredictionColumns, row: number) => {
    const value = column(key)?.[row];
    return value === undefined || value === null ? undefined : String(value);
  };
  return Array.from({ length: result.rowCount }, (_, row) => {
    const time = textOf('time', row);
    const score = textOf('score', row);
    const at = time === undefined ? NaN : Date.parse(toIso(time));
    return {
      id: textOf('id', row),
      time: Number.isNaN(at) ? undefined : at,
      prediction: textOf('prediction', row),
      score:
        score === undefined || Number.isNaN(Number(score))
          ? undefined
          : Number(score),
      label: textOf('label', row),
    };
  });
}

/** Engines write times with a blank, and leave UTC out. */
function toIso(time: string): string {
  const iso = time
    .trim()
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00');
  return /(Z|[+-]\d\d:?\d\d)$/.test(iso) || iso.length <= 10 ? iso : `${iso}Z`;
}
