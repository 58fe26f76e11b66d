import { ChartTone } from '@plumbline/backstage-plugin-kit-react';
import {
  ScanSeverity,
  SeverityCounts,
  severitySchema,
} from '@plumbline/backstage-plugin-scans-common';

/** The worst first. */
export const SEVERITIES = severitySchema.options;

/** What needs somebody, as against what is good to know. */
export const URGENT: readonly ScanSeverity[] = ['critical', 'high'];

export const TONES: Record<ScanSeverity, ChartTone> = {
  critical: 'second',
  high: 'second-soft',
  medium: 'current',
  low: 'current-soft',
  info: 'grey',
  unknown: 'hole',
};

export const sumOf = (counts: SeverityCounts) =>
  SEVERITIES.reduce((sum, severity) => sum + counts[severity], 0);

/** Compares two counts: first the one with more of the worst. */
export function compareCounts(a: SeverityCounts, b: SeverityCounts): number {
  for (const severity of SEVERITIES) {
    if (a[severity] !== b[severity]) {
      return b[severity] - a[severity];
    }
  }
  return 0;
}
