import { EXIT } from '../exitCodes';
import { compareReports, ReportComparison } from './compareReports';
import { readProof, sourceJson } from './readProof';
import { findingJson } from './reportJson';
import { findingLine } from './reportText';

/** Options of `scans diff`. */
export interface DiffArguments {
  json?: boolean;
}

function comparisonText(comparison: ReportComparison): string {
  const { appeared, unchanged, moved, suppressed, gone, warnings } = comparison;
  const list = (title: string, lines: string[]) =>
    lines.length === 0 ? [] : ['', `${title}:`, ...lines];
  return [
    `${appeared.length} new, ${unchanged.length} unchanged, ${moved.length} moved, ${suppressed.length} suppressed since, ${gone.length} gone.`,
    ...list('New', appeared.map(findingLine)),
    ...list(
      'Moved',
      moved.map(({ finding, from }) => {
        const { path, line } = from.location ?? {};
        return `${findingLine(finding)} (was ${path ?? 'nowhere'}${line ? `:${line}` : ''})`;
      }),
    ),
    ...list('Suppressed since', suppressed.map(findingLine)),
    ...list('Gone', gone.map(findingLine)),
    ...warnings.map(text => `! ${text}`),
    '',
  ].join('\n');
}

/** `plumbline scans diff`. */
export async function diff(
  olderFile: string,
  newerFile: string,
  options: DiffArguments,
): Promise<number> {
  const older = await readProof(olderFile);
  const newer = await readProof(newerFile);
  const comparison = compareReports({ older, newer });
  if (!options.json) {
    process.stdout.write(comparisonText(comparison));
    return EXIT.done;
  }
  const { appeared, unchanged, moved, suppressed, gone, warnings } = comparison;
  const document = {
    reports: {
      old: sourceJson(olderFile, older),
      new: sourceJson(newerFile, newer),
    },
    counts: {
      new: appeared.length,
      unchanged: unchanged.length,
      moved: moved.length,
      suppressed: suppressed.length,
      gone: gone.length,
    },
    new: appeared.map(findingJson),
    unchanged: unchanged.map(findingJson),
    moved: moved.map(({ finding, from, by }) => ({
      ...findingJson(finding),
      movedFrom: {
        identity: from.identity,
        path: from.location?.path ?? null,
        line: from.location?.line ?? null,
        by,
      },
    })),
    suppressed: suppressed.map(findingJson),
    gone: gone.map(findingJson),
    warnings,
  };
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  return EXIT.done;
}
