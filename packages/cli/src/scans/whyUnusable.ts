import { Report } from '@plumbline/backstage-plugin-scans-formats';

/**
 * Why a report proves nothing, if so: a gate must not pass, and nothing counts
 * as gone, because nothing was looked at or nothing was understood.
 */
export function whyUnusable(report: Report): string | undefined {
  if (report.outcome === 'not-run') {
    return 'the scan did not run: nothing was looked at';
  }
  if (report.outcome === 'empty' && report.counts.ignored > 0) {
    return `nothing of what it lists was understood: ${report.warnings.join(' ')}`;
  }
  return undefined;
}
