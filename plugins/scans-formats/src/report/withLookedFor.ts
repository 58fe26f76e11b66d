import { FINDING_KINDS, FindingKind } from './Finding';
import { Report } from './Report';

/**
 * A report together with what its sender says was looked for. That counts as
 * looked at, and so may close what is gone; every other gap of the report still
 * holds. Where the format tells nothing about kinds, what was said and what is
 * listed is all that was looked for. A report that then proves nothing says so.
 *
 * @param options - `lookedFor` as the sender says, `kinds` that reports of this
 *   tool can list: of others it is not believed
 */
export function withLookedFor(
  report: Report,
  options: { lookedFor: readonly FindingKind[]; kinds: readonly FindingKind[] },
): Report {
  if (report.outcome === 'not-run') {
    return report;
  }
  const { counts, tool } = report;
  const { lookedFor, kinds } = options;
  const believed = lookedFor.filter(kind => kinds.includes(kind));
  const strange = lookedFor.filter(kind => !kinds.includes(kind));
  const coverage = { ...report.coverage };
  const warnings: string[] = [];
  if (believed.length > 0) {
    const { kinds: proven } = coverage;
    coverage.kinds = FINDING_KINDS.filter(
      kind =>
        believed.includes(kind) ||
        (proven ? proven.includes(kind) : counts.byKind[kind] > 0),
    );
  }
  if (strange.length > 0) {
    warnings.push(
      `No report of ${tool} lists such findings, whatever it looked for: ${strange.join(', ')}.`,
    );
  }
  if (coverage.kinds?.length === 0) {
    warnings.push(
      `Nothing in it says what ${tool} looked for, so that it closes nothing. Whoever sends it can say so: --looked-for ${kinds.join(',')}, or what of these it was.`,
    );
  }
  return { ...report, coverage, warnings: [...warnings, ...report.warnings] };
}
