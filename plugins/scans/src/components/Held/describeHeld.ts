import { ScanScope } from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES, sumOf } from '../words/severities';
import { counted } from '../words/words';

/** What a held scan would close, of how many: before and after in one sentence. */
export function describeHeld({
  tool,
  target,
  branch,
  held,
}: Pick<ScanScope, 'tool' | 'target' | 'branch'> & {
  held: NonNullable<ScanScope['held']>;
}): string {
  const closes = sumOf(held.closes);
  const bySeverity = SEVERITIES.filter(severity => held.closes[severity] > 0)
    .map(
      severity => `${held.closes[severity].toLocaleString('en')} ${severity}`,
    )
    .join(', ');
  const where = [target && `of ${target}`, branch && `on ${branch}`]
    .filter(Boolean)
    .join(' ');
  return [
    `${tool}${where && ` ${where}`} no longer lists ${closes.toLocaleString('en')} of ${counted(held.sees, 'finding')}`,
    `${bySeverity && ` (${bySeverity})`}: from ${held.sees.toLocaleString('en')} to ${(held.sees - closes).toLocaleString('en')} at once.`,
  ].join('');
}
