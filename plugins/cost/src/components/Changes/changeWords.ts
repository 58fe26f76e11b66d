import { CostChange } from '@plumbline/backstage-plugin-cost-common';
import { monthShort } from '../words/months';

/** Why figures became others. */
export const CAUSES: Record<CostChange['cause'], string> = {
  rules: 'Rules or the catalog changed; the bill did not.',
  files: 'The bill was restated.',
  both: 'The bill was restated, and rules or the catalog changed.',
};

/** Months in few words: `Oct 2026`, `Aug 2026 to Oct 2026`, or each where there are holes. */
export function describeMonths(months: readonly string[]): string {
  const sorted = [...months].sort();
  const [first] = sorted;
  const last = sorted[sorted.length - 1];
  if (first === undefined) {
    return '–';
  }
  const indexOf = (month: string) =>
    Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  if (sorted.length === 1) {
    return monthShort(first);
  }
  return indexOf(last) - indexOf(first) === sorted.length - 1
    ? `${monthShort(first)} to ${monthShort(last)}`
    : sorted.map(monthShort).join(', ');
}
