import { Scan } from '@plumbline/backstage-plugin-scans-common';
import { KINDS, OUTCOMES, SCAN_STATES, counted } from '../words/words';

/** Whether the backend still works on a scan. */
export const isUnderWay = ({ status }: Scan) =>
  status === 'queued' || status === 'processing';

/** Why something stays open that a look would have closed. */
function describeUnlooked({ tool, changes }: Scan): string {
  const kinds = changes?.notLookedFor?.map(kind => KINDS[kind]).join(', ');
  return kinds
    ? ` Some stay open because nothing says that ${tool} looked for such (${kinds}): if it did, choose it above and upload the report again, or name it with --looked-for.`
    : '';
}

/** What a scan changed, or why it changed nothing, in a sentence or two. */
export function describeScan(scan: Scan): string {
  const { tool, status, changes, outcome, counts, error } = scan;
  if (status === 'failed') {
    return `The report of ${tool} was not taken${error ? `: ${error}` : '.'}`;
  }
  if (status !== 'done' || !changes) {
    return `The report of ${tool} with ${counted(counts.raw, 'result')} ${SCAN_STATES[status]}.`;
  }
  if (outcome !== 'complete') {
    return `${tool} ${OUTCOMES[outcome]}; ${changes.fixed} fixed.${describeUnlooked(scan)}`;
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
    .concat('.', describeUnlooked(scan));
}
