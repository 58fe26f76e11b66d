import {
  Finding,
  Report,
  SEVERITIES,
  Severity,
  pairFindings,
} from '@plumbline/backstage-plugin-scans-formats';

/** What a gate says about reports. */
export interface GateVerdict {
  passed: boolean;
  /** The worst first. */
  failing: Finding[];
  counts: {
    failing: number;
    /** Severe enough, and in the baseline. */
    known: number;
    /** Less severe. */
    below: number;
    /** Of unknown severity; nobody judged them. */
    unrated: number;
  };
  warnings: string[];
}

const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);

/** The findings of all reports, once each: not suppressed where one report counts it, with the worst severity. */
function findingsOf(reports: readonly Report[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of reports.flatMap(({ findings }) => findings)) {
    const other = found.get(finding.identity);
    const isWorse =
      other !== undefined &&
      other.suppressed === finding.suppressed &&
      rank(finding) < rank(other);
    if (
      other === undefined ||
      isWorse ||
      (other.suppressed && !finding.suppressed)
    ) {
      found.set(finding.identity, finding);
    }
  }
  return [...found.values()];
}

function warningsOf(
  reports: readonly Report[],
  baselines: readonly Report[] | undefined,
): string[] {
  const warnings = reports.flatMap(({ tool, coverage }) =>
    coverage.isComplete
      ? []
      : [
          `The scan of ${tool} is not complete: ${coverage.gaps.join(' ')}`.trim(),
        ],
  );
  const known = new Set(baselines?.map(({ tool }) => tool));
  const unknown = new Set(
    reports.map(({ tool }) => tool).filter(tool => !known.has(tool)),
  );
  if (baselines) {
    for (const tool of unknown) {
      warnings.push(
        `The baseline has no report of ${tool}: what it lists counts as new.`,
      );
    }
  }
  return warnings;
}

/**
 * Judges whether reports may pass. A finding fails them when it is not
 * suppressed, is at least as severe as `failOn`, and is not in the baselines,
 * where there are some. What was suppressed in the baseline is new. An unknown
 * severity is less than every other: it fails only with `failOn: 'unknown'`.
 */
export function judgeGate(options: {
  reports: readonly Report[];
  baselines?: readonly Report[];
  failOn: Severity;
}): GateVerdict {
  const { reports, baselines, failOn } = options;
  const newer = findingsOf(reports);
  const known = new Set(
    baselines &&
      pairFindings({ older: findingsOf(baselines), newer }).same.flatMap(
        ([older, finding]) => (older.suppressed ? [] : [finding]),
      ),
  );
  const open = newer.filter(({ suppressed }) => !suppressed);
  const severe = open.filter(
    finding => rank(finding) <= SEVERITIES.indexOf(failOn),
  );
  const failing = severe
    .filter(finding => !known.has(finding))
    .sort((a, b) => rank(a) - rank(b));
  const unrated =
    failOn === 'unknown'
      ? 0
      : open.filter(({ severity }) => severity === 'unknown').length;
  return {
    passed: failing.length === 0,
    failing,
    counts: {
      failing: failing.length,
      known: severe.length - failing.length,
      below: open.length - severe.length - unrated,
      unrated,
    },
    warnings: warningsOf(reports, baselines),
  };
}
