import {
  Finding,
  PairedBy,
  Report,
  SEVERITIES,
  pairFindings,
} from '@plumbline/backstage-plugin-scans-formats';

/** A finding that is still there, at another place or in changed code. */
export interface MovedFinding {
  finding: Finding;
  from: Finding;
  by: PairedBy;
}

/** What changed from one report to the next; findings that neither counts are in none. */
export interface ReportComparison {
  /** Also what is no longer suppressed. */
  appeared: Finding[];
  unchanged: Finding[];
  moved: MovedFinding[];
  /** Still there, and suppressed since. */
  suppressed: Finding[];
  gone: Finding[];
  warnings: string[];
}

const isSamePlace = (a: Finding, b: Finding) =>
  a.location?.path === b.location?.path &&
  a.location?.line === b.location?.line;

const worstFirst = <T>(items: T[], severityOf: (item: T) => Finding) =>
  items.sort(
    (a, b) =>
      SEVERITIES.indexOf(severityOf(a).severity) -
      SEVERITIES.indexOf(severityOf(b).severity),
  );

function warningsOf({ older, newer }: { older: Report; newer: Report }) {
  const warnings: string[] = [];
  if (older.tool !== newer.tool) {
    warnings.push(
      `The reports are of different scanners, ${older.tool} and ${newer.tool}: only vulnerabilities of packages can be compared.`,
    );
  } else if (older.target !== newer.target) {
    warnings.push(
      `The reports are of different targets, ${older.target ?? 'one without a name'} and ${newer.target ?? 'one without a name'}.`,
    );
  }
  if (!newer.coverage.isComplete) {
    warnings.push(
      `The newer scan is not complete, so that what is gone may still be there: ${newer.coverage.gaps.join(' ')}`.trim(),
    );
  }
  return warnings;
}

/** What is new, unchanged, moved, newly suppressed and gone in the newer of two reports. */
export function compareReports(reports: {
  older: Report;
  newer: Report;
}): ReportComparison {
  const { same, appeared, gone } = pairFindings({
    older: reports.older.findings,
    newer: reports.newer.findings,
  });
  const isOpen = ({ suppressed }: Finding) => !suppressed;
  const comparison: ReportComparison = {
    appeared: appeared.filter(isOpen),
    unchanged: [],
    moved: [],
    suppressed: [],
    gone: gone.filter(isOpen),
    warnings: warningsOf(reports),
  };
  for (const [from, finding, by] of same) {
    if (finding.suppressed) {
      if (isOpen(from)) {
        comparison.suppressed.push(finding);
      }
    } else if (from.suppressed) {
      comparison.appeared.push(finding);
    } else if (by === 'identity' && isSamePlace(from, finding)) {
      comparison.unchanged.push(finding);
    } else {
      comparison.moved.push({ finding, from, by });
    }
  }
  worstFirst(comparison.appeared, finding => finding);
  worstFirst(comparison.moved, ({ finding }) => finding);
  return comparison;
}
