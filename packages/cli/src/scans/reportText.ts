import {
  Finding,
  Report,
  SEVERITIES,
} from '@plumbline/backstage-plugin-scans-formats';

const MAX_LISTED = 20;

const counted = (count: number, noun: string) =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Where a finding is, in a few words. */
function placeOf({ location, package: found, target }: Finding): string {
  if (found) {
    const fixed =
      found.fixedVersions.length > 0
        ? `, fixed in ${found.fixedVersions.join(', ')}`
        : '';
    return `${found.name} ${found.version ?? ''}${fixed}`.trim();
  }
  if (location?.path) {
    return location.line ? `${location.path}:${location.line}` : location.path;
  }
  return location?.resource ?? target ?? '';
}

/** A finding on one line. */
export function findingLine(finding: Finding): string {
  return `  ${finding.severity.padEnd(8)}  ${finding.rule}  ${placeOf(finding)}`.trimEnd();
}

/** What `scans parse` says to people. */
export function reportText(report: Report): string {
  const { counts, findings } = report;
  const open = findings.filter(({ suppressed }) => !suppressed);
  const lines = [
    `${report.tool}${report.toolVersion ? ` ${report.toolVersion}` : ''} (${report.format})`,
  ];
  if (report.outcome === 'not-run') {
    lines.push('It did not run: nothing was looked at.');
  } else if (open.length === 0) {
    lines.push('It looked and found nothing.');
  } else {
    const bySeverity = SEVERITIES.filter(
      severity => counts.bySeverity[severity] > 0,
    ).map(severity => `${counts.bySeverity[severity]} ${severity}`);
    lines.push(
      `${counted(open.length, 'finding')} in ${counted(counts.raw, 'result')}: ${bySeverity.join(', ')}.`,
      ...open.slice(0, MAX_LISTED).map(findingLine),
    );
    if (open.length > MAX_LISTED) {
      lines.push(`  … and ${open.length - MAX_LISTED} more (--json has all)`);
    }
  }
  if (counts.suppressed > 0) {
    lines.push(`${counts.suppressed} suppressed.`);
  }
  for (const text of [...report.coverage.gaps, ...report.warnings]) {
    lines.push(`! ${text}`);
  }
  return `${lines.join('\n')}\n`;
}
