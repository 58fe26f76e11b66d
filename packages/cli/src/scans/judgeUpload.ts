import type { Scan } from '@plumbline/backstage-plugin-scans-common';
import {
  SEVERITIES,
  Severity,
} from '@plumbline/backstage-plugin-scans-formats';

/** What a gate says about uploaded reports. */
export interface UploadVerdict {
  passed: boolean;
  failOn: Severity;
  /** Findings that are open because of these reports, by severity. */
  opened: Record<Severity, number>;
  /** Why reports could not be judged. */
  reasons: string[];
}

function whyNotJudged({ status, outcome, tool }: Scan): string | undefined {
  if (outcome === 'not-run') {
    return `The scan of ${tool} did not run: nothing was looked at.`;
  }
  return status === 'superseded'
    ? `The scan of ${tool} was not judged: a newer one was there before.`
    : undefined;
}

/**
 * Judges what uploaded reports opened. Severe enough is `failOn` or worse; what
 * a decision hides is not counted. A report that could not be judged never passes.
 */
export function judgeUpload(
  scans: readonly Scan[],
  failOn: Severity,
): UploadVerdict {
  const opened = Object.fromEntries(
    SEVERITIES.map(severity => [
      severity,
      scans.reduce(
        (sum, { changes }) => sum + (changes?.opened[severity] ?? 0),
        0,
      ),
    ]),
  ) as Record<Severity, number>;
  const reasons = scans
    .map(whyNotJudged)
    .filter(reason => reason !== undefined);
  const severe = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return {
    passed:
      reasons.length === 0 && severe.every(severity => opened[severity] === 0),
    failOn,
    opened,
    reasons,
  };
}
