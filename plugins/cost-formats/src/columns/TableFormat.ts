import { CostMetric } from '../facts/CostFact';

/** What a row of a table can say about its subject, besides its costs. @public */
export const TABLE_FIELDS = [
  'currency',
  'day',
  'billingMonth',
  'provider',
  'billingAccount',
  'account',
  'accountName',
  'service',
  'serviceCategory',
  'serviceSubcategory',
  'region',
  'chargeCategory',
  'chargeClass',
  'resourceId',
  'resourceName',
  'cluster',
  'namespace',
  'workload',
  'pod',
  'tags',
  'labels',
] as const;

/** A field of a row, in the words of the product. @public */
export type TableField = (typeof TABLE_FIELDS)[number];

/** A column of the table by its own name, with its type where the file has types. @public */
export interface TableColumn {
  name: string;
  /** In the words of DuckDB; `VARCHAR` for text. */
  type: string;
}

/**
 * How the columns of a table are read. Every value is SQL of DuckDB that gives
 * text or null; it holds no text of the file but quoted column names.
 *
 * @public
 */
export interface TableReading {
  /** Such as `focus-1.2`. */
  format: string;
  fields: Partial<Record<TableField, string>>;
  amounts: Partial<Record<CostMetric, string>>;
  /** Names of the columns that the messages about a field or a cost name. */
  columnNames: Partial<Record<TableField | CostMetric, string>>;
  warnings: string[];
  /**
   * Rows do not say whose they are, as in an excerpt of a bill: two that are the
   * same may be two charges.
   */
  isExcerpt?: boolean;
}

/** A kind of table: tells itself by its columns. @public */
export interface TableFormat {
  /** undefined when the table is of another kind. */
  read(columns: TableColumns): TableReading | undefined;
}

/** The columns of a table, found by name without regard to case. @public */
export class TableColumns {
  readonly #byName: ReadonlyMap<string, TableColumn>;

  /** @param nameOf - by what else a column is found, besides its name */
  constructor(
    readonly all: readonly TableColumn[],
    nameOf?: (column: string) => string | undefined,
  ) {
    const named = (column: TableColumn, name: string) =>
      [name.trim().toLowerCase(), column] as const;
    this.#byName = new Map([
      ...all.flatMap(column => {
        const other = nameOf?.(column.name);
        return other === undefined ? [] : [named(column, other)];
      }),
      ...all.map(column => named(column, column.name)),
    ]);
  }

  find(name: string): TableColumn | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  has(...names: string[]): boolean {
    return names.every(name => this.find(name) !== undefined);
  }

  /** The first of the names that there is. */
  first(names: readonly string[]): TableColumn | undefined {
    return names.map(name => this.find(name)).find(column => column);
  }
}
