import { DescribedColumn } from '../compute/SqlRunner';
import { isFloatType, isTimeType } from '../sql';
import { ColumnEvidence } from '../verdict/verdict';

/**
 * What the figures of a column cannot show: every number is read as a double,
 * and beyond 2^53 neighbouring whole numbers are one double.
 */
export function roundingCaveat(
  column: DescribedColumn | undefined,
  moments: ColumnEvidence['moments'],
): string | undefined {
  if (
    !column ||
    !moments ||
    isFloatType(column.nativeType) ||
    isTimeType(column.nativeType)
  ) {
    return undefined;
  }
  const { reference, current } = moments;
  const largest = Math.max(
    ...[reference.min, reference.max, current.min, current.max].map(Math.abs),
  );
  return largest > Number.MAX_SAFE_INTEGER
    ? 'There are whole numbers beyond 2^53: as numbers they are rounded, and differences smaller than the rounding are not seen. Declared as categorical they are told apart.'
    : undefined;
}
