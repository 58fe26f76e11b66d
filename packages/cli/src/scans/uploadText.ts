import type { Scan } from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES } from '@plumbline/backstage-plugin-scans-formats';
import type { UploadVerdict } from './judgeUpload';

const MAX_GAPS = 5;

/** What one report changed, in a line, and what is to be known about it. */
export function scanText(options: {
  file: string;
  scan: Scan;
  repeated: boolean;
}): string {
  const { file, scan, repeated } = options;
  const { changes, error, gaps, status, warnings } = scan;
  const scope = [scan.target, scan.branch].filter(Boolean).join(', ');
  const lines = [
    `${file}: ${scan.tool}${scan.toolVersion ? ` ${scan.toolVersion}` : ''}${scope ? ` (${scope})` : ''}`,
  ];
  if (repeated) {
    lines.push(
      '  The portal had this very report already: nothing changed. When it came first:',
    );
  }
  if (status === 'failed') {
    lines.push(`  ✖ not taken: ${error ?? 'the portal does not say why'}`);
  } else if (status === 'superseded') {
    lines.push('  changed nothing: a newer scan was there before.');
  }
  if (changes) {
    lines.push(
      `  ${changes.new} new, ${changes.unchanged} unchanged, ${changes.fixed} fixed, ${changes.reopened} reopened.`,
    );
    if (changes.notObserved > 0) {
      lines.push(`  ${changes.notObserved} not seen here, yet not closed.`);
    }
    if (changes.notLookedFor) {
      const kinds = changes.notLookedFor.join(',');
      lines.push(
        `! Some are not closed because nothing says that ${scan.tool} looked for such. If it did, say so: --looked-for ${kinds}`,
      );
    }
  }
  if (status === 'held') {
    lines.push(
      '! Held: so many findings are gone at once that nothing was closed; the next scan confirms it or takes it back, or somebody of the team on the page of the entity.',
    );
  } else if (status === 'rejected') {
    lines.push(
      '! Rejected: somebody said that this report was wrong; it closed nothing.',
    );
  }
  if (scan.outcome === 'not-run') {
    lines.push('! It did not run: nothing was looked at.');
  }
  lines.push(
    ...[...gaps.slice(0, MAX_GAPS), ...warnings].map(one => `! ${one}`),
  );
  return `${lines.join('\n')}\n`;
}

/** What `--fail-on` says. */
export function verdictText(verdict: UploadVerdict): string {
  const { failOn, opened, passed, reasons } = verdict;
  const counts = SEVERITIES.filter(severity => opened[severity] > 0).map(
    severity => `${opened[severity]} ${severity}`,
  );
  return [
    `${passed ? '✔ Passed' : '✖ Failed'} --fail-on ${failOn}: ${counts.length > 0 ? counts.join(', ') : 'nothing'} opened.`,
    ...reasons.map(reason => `! ${reason}`),
    '',
  ].join('\n');
}
