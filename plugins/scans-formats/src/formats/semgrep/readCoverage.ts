import { reportPath } from '../../locations/reportPath';
import { Loose, asText, asTexts, at, objectsIn } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';

const MAX_SKIPPED = 10_000;

/** The files that an error is about; none where the run as a whole had it. */
function filesOf(error: Loose): string[] {
  const path = asText(error.path) ?? asText(at(error, 'location', 'path'));
  return path !== undefined
    ? [path]
    : objectsIn(error.spans).flatMap(({ file }) => asTexts(file));
}

/** What Semgrep did not look at: files that it left out or could not read, rules that it left out. */
export function readCoverage(report: Loose, builder: ReportBuilder): void {
  const errors = objectsIn(report.errors);
  const paths = new Set(
    [
      ...errors.flatMap(filesOf),
      ...objectsIn(at(report, 'paths', 'skipped')).flatMap(({ path }) =>
        asTexts(path),
      ),
    ].flatMap(path => reportPath(path) ?? []),
  );
  builder.coverage.skipped.push(...[...paths].slice(0, MAX_SKIPPED));
  if (paths.size > MAX_SKIPPED) {
    builder.gap(`More than ${MAX_SKIPPED} files were left out.`);
  }
  const failures = errors.filter(
    error => error.level !== 'warn' && filesOf(error).length === 0,
  ).length;
  if (failures > 0) {
    builder.gap(`Semgrep reported ${failures} errors while it ran.`);
  }
  const rules = objectsIn(report.skipped_rules).length;
  if (rules > 0) {
    builder.gap(`Semgrep left out ${rules} rules.`);
  }
}
