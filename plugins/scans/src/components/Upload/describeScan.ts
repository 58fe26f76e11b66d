import { Scan } from '@plumbline/backstage-plugin-scans-common';
import { OUTCOMES, SCAN_STATES, counted } from '../words/words';

/** Whether the backend still works on a scan. */
export const isUnderWay = ({ status }: Scan) =>
  status === 'queued' || status === 'processing';

/** What a scan changed, or why it changed nothing, in one sentence. */
export function describeScan(scan: Scan): string {
  const { tool, status, changes, outcome, counts, error } = scan;
  if (status === 'failed') {
    return `The report of ${tool} was not taken${error ? `: ${error}` : '.'}`;
  }
  if (status !== 'done' || !changes) {
    return `The report of ${tool} with ${counted(counts.raw, 'result')} ${SCAN_STATES[status]}.`;
  }
  if (outcome !== 'complete') {
    return `${tool} ${OUTCOMES[outcome]}; ${changes.fixed} fixed.`;
  }
  return [
    `${tool}: ${changes.new} new`,
    `${changes.unchanged} unchanged`,
    `${changes.fixed} fixed`,
    changes.reopened > 0 ? `${changes.reopened} came back` : '',
    changes.notObserved > 0
      ? `${changes.notObserved} not seen here, yet not closed`
      : '',
  ]
    .filter(Boolean)
    .join(', ')
    .concat('.');
}
