import { csvLine } from '@plumbline/backstage-plugin-kit-common';
import { ColumnOutcome } from './records';

const HEADER = [
  'column',
  'type',
  'status',
  'drifted',
  'effect',
  'noise_floor',
  'threshold',
  'adjusted_p_value',
  'decided_by',
  'rows_reference',
  'rows_current',
  'null_reference',
  'null_current',
  'new_categories',
  'reason',
] as const;

/** Results of a run as CSV (RFC 4180), one line per column. */
export function formatCsv(columns: readonly ColumnOutcome[]): string {
  const lines = columns.map(column => [
    column.column,
    column.type,
    column.status,
    column.drifted,
    column.effect,
    column.noiseFloor,
    column.threshold,
    column.adjustedPValue,
    column.decidedBy,
    column.counts.reference,
    column.counts.current,
    column.counts.nullReference,
    column.counts.nullCurrent,
    column.counts.newCategories,
    column.reasons.join(' '),
  ]);
  return [HEADER, ...lines].map(csvLine).join('');
}
