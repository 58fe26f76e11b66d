import { ColumnType } from '../columns/columnTypes';
import { DataSet, DescribedColumn } from '../compute/SqlRunner';
import { SampleCounts } from '../samples/samples';
import { isNestedType } from '../sql';
import { isNumericType } from './columnEvidence';
import { describedColumns } from './describedColumns';
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
  const declared: ReadonlyMap<string, DeclaredType> = types
    ? new Map([...types].map(([name, type]) => [name, { type }]))
    : await proposeTypes(reference, signal);
  const before = describedColumns(reference, declared);
  const now = describedColumns(current, declared);
  return [...declared].map(([name, type]) => ({
    name,
    ...type,
    reference: before.get(name),
    current: now.get(name),
  }));
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
  const sides = ['reference', 'current'] as const;
  const missing = sides.filter(side => !planned[side]);
  if (missing.length > 0) {
    return `${missing.map(side => options[side].title).join(' and ')} has no column '${planned.name}'.`;
  }
  const nested = sides.find(side => isNested(planned, side));
  return nested === undefined
    ? undefined
    : `Column '${planned.name}' of ${options[nested].title} is declared ${planned.type} and holds ${planned[nested]!.nativeType}: each value is several.`;
}

/** Whether a column of numbers holds lists or structures on a side. */
export function isNested(
  planned: PlannedColumn,
  side: 'reference' | 'current',
): boolean {
  const column = planned[side];
  return (
    column !== undefined &&
    isNumericType(planned.type) &&
    isNestedType(column.nativeType)
  );
}
