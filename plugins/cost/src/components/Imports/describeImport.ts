import { formatDay } from '@plumbline/backstage-plugin-kit-react';
import { CostImport } from '@plumbline/backstage-plugin-cost-common';
import { counted } from '../words/words';

/** What an import did, in words. */
export function describeImport(item: CostImport): string {
  const { state, format, rows, firstDay, lastDay } = item;
  if (state === 'running') {
    return 'is being read';
  }
  if (state === 'unchanged') {
    return 'the files are those of the last time';
  }
  const days =
    firstDay &&
    lastDay &&
    `days ${formatDay(firstDay)} to ${formatDay(lastDay)} ${lastDay.slice(0, 4)}`;
  return [
    format,
    rows &&
      `${counted(rows.accepted, 'row')} of ${rows.read.toLocaleString('en')} count`,
    rows && rows.rejected > 0 && `${counted(rows.rejected, 'row')} refused`,
    rows &&
      rows.repeated > 0 &&
      `${counted(rows.repeated, 'row')} repeated and counted once`,
    days,
  ]
    .filter(Boolean)
    .join(', ');
}
