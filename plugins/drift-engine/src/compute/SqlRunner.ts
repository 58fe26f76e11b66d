/** SQL dialects that the plans are written for. @public */
export type Dialect = 'duckdb' | 'postgres' | 'trino';

/** A value that is bound to a statement, never written into it. @public */
export type SqlParameter = number | bigint | string | boolean;

/** A result by columns: numbers as `Float64Array` where the whole column is DOUBLE or a safe integer without nulls. @public */
export interface SqlResult {
  rowCount: number;
  columns: Record<string, SqlColumn>;
}

/** One column of a result. @public */
export type SqlColumn =
  Float64Array | readonly (string | number | bigint | boolean | null)[];

/** Runs statements of a plan on one engine. Implemented in `drift-node`. @public */
export interface SqlRunner {
  readonly dialect: Dialect;
  /** Throws an Error whose message is fit for a person and holds no credential. */
  query(
    sql: string,
    parameters: readonly SqlParameter[],
    options?: { signal?: AbortSignal },
  ): Promise<SqlResult>;
}

/** One column as the engine that holds it describes it. @public */
export interface DescribedColumn {
  name: string;
  /** Type in the words of the engine, such as `DOUBLE` or `character varying`. */
  nativeType: string;
  /** Whether it was declared to hold times: text in it is read as ISO 8601, without an offset as UTC. */
  holdsTimes?: boolean;
}

/** How rows are found again, in data that has an order. @public */
export interface RowPlace {
  /** Stands after FROM in place of the relation: the same rows and columns. */
  relation: string;
  /** SQL of the number of a row in its file, from 1. */
  row: string;
  /** SQL of what to call its file to a person, where there are several. */
  file?: string;
}

/** Rows that a plan can read: a relation on an engine, cut to a window if one was asked for. @public */
export interface DataSet {
  runner: SqlRunner;
  /**
   * SQL that can stand after FROM: a quoted table, a table function or a
   * sub-select in parentheses. Holds no text of a user that is not quoted.
   */
  relation: string;
  parameters: readonly SqlParameter[];
  /** A relation of about so many of the rows, spread over all of them, where the engine can read these alone. */
  sample?(size: { rows: number; wanted: number }): string;
  columns: readonly DescribedColumn[];
  /** True when every column is text because the file has no types (CSV): plans cast. */
  isUntyped: boolean;
  /** What to call it to a person: file name, table. */
  title: string;
  /** Absent where rows have no place, as in a database. */
  rowPlace?: RowPlace;
  close(): Promise<void>;
}
