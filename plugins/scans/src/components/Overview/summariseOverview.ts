import { ScanOverview } from '@plumbline/backstage-plugin-scans-common';
import { counted } from '../words/words';

/** One sentence about many entities: what is urgent, what is late, what nobody knows. */
export function summariseOverview({ items, isComplete }: ScanOverview): string {
  const count = (test: (item: ScanOverview['items'][number]) => boolean) =>
    items.filter(test).length;
  const never = count(item => item.state === 'never');
  const scanned = items.length - never;
  const urgent = count(item => item.open.critical + item.open.high > 0);
  const overdue = items.reduce((sum, item) => sum + item.overdue, 0);
  const stale = count(item => item.state === 'stale');
  const clean = count(item => item.state === 'clean');
  const parts = [
    scanned === 0
      ? 'Nothing here was ever scanned'
      : `${urgent} of ${scanned} scanned ${scanned === 1 ? 'entity has' : 'entities have'} critical or high findings`,
    overdue > 0 ? `${counted(overdue, 'finding')} overdue` : '',
    stale > 0 ? `${stale} not scanned lately` : '',
    scanned > 0 && never > 0 ? `${never} never scanned` : '',
    clean > 0 ? `${clean} clean` : '',
  ];
  const sentence = `${parts.filter(Boolean).join('; ')}.`;
  return isComplete
    ? sentence
    : `${sentence} There are more entities than can be shown here.`;
}
