import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { SampleCounts } from '../samples/samples';
import { DeclaredType, proposeTypes } from './proposeTypes';

/** A column that is to be compared, and where it lies. */
export interface PlannedColumn {
  name: string;
  type: ColumnType;
  typeReason?: string;
  reference?: DescribedColumn;
  current?: DescribedColumn;
}

/** The columns to compare: those that were declared, else those of the reference. */
export async function planColumns(options: {
  reference: DataSet;
  current: DataSet;
  types?: ReadonlyMap<string, ColumnType>;
  signal?: AbortSignal;
}): Promise<PlannedColumn[]> {
  const { reference, current, types, signal } = options;
  const columnsOf = (dataSet: DataSet) =>
    new Map(dataSet.columns.map(column => [column.name, column]));
  const before = columnsOf(reference);
  const now = columnsOf(current);
  const plan = (name: string, declared: DeclaredType) => ({
    name,
    ...declared,
    reference: before.get(name),
    current: now.get(name),
  });
  return types
    ? [...types].map(([name, type]) => plan(name, { type }))
    : [...(await proposeTypes(reference, signal))].map(([name, proposed]) =>
        plan(name, proposed),
      );
}

/** What is counted where nothing was read. */
export const NO_ROWS: SampleCounts = {
  rows: 0,
  nulls: 0,
  nonFinite: 0,
  mistyped: 0,
};

/** Why a column cannot be examined at all. */
export function findFailure(
  options: { reference: DataSet; current: DataSet },
  planned: PlannedColumn,
): string | undefined {
  const missing = (['reference', 'current'] as const).filter(
    side => !planned[side],
  );
  return missing.length === 0
    ? undefined
    : `${missing.map(side => options[side].title).join(' and ')} has no column '${planned.name}'.`;
}
