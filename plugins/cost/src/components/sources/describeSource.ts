import { formatDay } from '@plumbline/backstage-plugin-kit-react';
import { CostSourceHealth } from '@plumbline/backstage-plugin-cost-common';

/** How a source stands, in words: what failed or is old is never taken for nothing. */
export function describeSource(source: CostSourceHealth): string {
  const until = source.lastDay
    ? `known until ${formatDay(source.lastDay)}`
    : 'no day is known';
  switch (source.state) {
    case 'never':
      return source.message ?? 'never read';
    case 'failed':
      return `the last attempt failed${source.message ? `: ${source.message}` : ''}; ${until}`;
    case 'stale':
      return `stale, ${until}${source.message ? `: ${source.message}` : ''}`;
    default:
      return until;
  }
}
