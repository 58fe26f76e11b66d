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

/**
 * A value as one CSV cell. A text that a spreadsheet would take for a formula
 * begins with an apostrophe: names and categories come from outside.
 */
export function formatCell(value: unknown): string {
  if (value === undefined || value === null) {
    return '';
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  const text = String(value);
  const safe = /^[\s]*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

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
  return [HEADER, ...lines]
    .map(line => `${line.map(formatCell).join(',')}\r\n`)
    .join('');
}
