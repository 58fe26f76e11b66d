import { AWS_CUR } from './awsCur';
import { AZURE } from './azure';
import { FOCUS, OTHER_FOCUS_DATA_SETS } from './focus';
import { OPENCOST_EXPORT } from './openCostExport';
import { OtherDataSet } from './OtherDataSet';
import { PLAIN_TABLE } from './plainTable';
import { TableColumn, TableColumns, TableReading } from './TableFormat';

/** The more particular before the more general. */
const FORMATS = [FOCUS, AWS_CUR, AZURE, OPENCOST_EXPORT, PLAIN_TABLE];

/** Names of tables that a person may ask for instead of what is told by the columns. @public */
export const TABLE_FORMATS = [
  'focus',
  'aws-cur',
  'azure-cost',
  'opencost-export',
  'csv',
] as const;

/** Columns that a message names at most. */
const NAMED_COLUMNS = 8;

/** A column's name as a message may show it. */
function shown(name: string): string {
  const printable = name.replace(/[^\x20-\x7e]/g, '�');
  return printable.length > 40 ? `${printable.slice(0, 40)}…` : printable;
}

/**
 * What kind of bill a table is and how its columns are read, by the columns
 * alone. Throws an Error, without the name of the file, when it is none that is
 * known, or not of the format that was asked for; an {@link OtherDataSet} when
 * FOCUS knows it, but as no bill.
 *
 * @param format - one of {@link TABLE_FORMATS}; any when absent
 * @public
 */
export function readTable(
  columns: readonly TableColumn[],
  format?: string,
): TableReading {
  const table = new TableColumns(columns);
  const readings = FORMATS.map(candidate => candidate.read(table));
  const found = readings.find(reading => reading !== undefined);
  const other = OTHER_FOCUS_DATA_SETS.find(([column]) => table.has(column));
  if (!found && other) {
    throw new OtherDataSet(other[1]);
  }
  if (format !== undefined) {
    const wanted = readings.find(reading => reading?.format.startsWith(format));
    if (wanted) {
      return wanted;
    }
    throw new Error(
      `is no ${format}: ${found ? `its columns are those of ${found.format}` : 'columns of that format are missing'}`,
    );
  }
  if (found) {
    return found;
  }
  const names = columns.slice(0, NAMED_COLUMNS).map(({ name }) => shown(name));
  throw new Error(
    `has no columns of a bill that is known (FOCUS, AWS Cost and Usage Report, Azure cost export, OpenCost export, or a table with 'date' and 'cost'); it has ${
      columns.length === 1
        ? `one column, '${names[0]}': is the delimiter one of , ; | or a tab?`
        : `${names.map(name => `'${name}'`).join(', ')}${columns.length > NAMED_COLUMNS ? ' …' : ''}`
    }`,
  );
}
