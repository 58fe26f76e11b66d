import { Loose, asText, asTexts, at, objectsIn } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { reportPath } from '../../locations/reportPath';
import { Places } from './Places';

const MAX_SKIPPED = 10_000;

/** `Syntax error at line src/app.ts:14:`, the one place where Semgrep names a file that it could not read. */
const FILE_IN_TEXT = /^[A-Z][\w ]{2,40} at line ([^\s:]{1,500}):\d+/;

/** The files that a notification says could not be read. */
function filesOf(notification: Loose, places: Places): string[] {
  const text = asText(at(notification, 'message', 'text')) ?? '';
  const named = FILE_IN_TEXT.exec(text)?.[1];
  if (notification.level !== 'error' && named === undefined) {
    return [];
  }
  const paths = objectsIn(notification.locations).flatMap(
    location => places.pathOf(location) ?? [],
  );
  return (paths.length > 0 ? paths : asTexts(named)).flatMap(
    path => reportPath(path) ?? [],
  );
}

/** What a run did not look at: as a whole, in other files, or of single files. */
export function readRunCoverage(
  run: Loose,
  given: { tool: string; places: Places; builder: ReportBuilder },
): void {
  const { tool, places, builder } = given;
  const invocations = objectsIn(run.invocations);
  if (
    invocations.some(({ executionSuccessful }) => executionSuccessful === false)
  ) {
    builder.gap(`${tool} says that its run failed.`);
  }
  if (run.externalPropertyFileReferences) {
    builder.gap(
      'Parts of the report are in other files, which are never followed.',
    );
  }
  const skipped = new Set<string>();
  let errors = 0;
  for (const invocation of invocations) {
    for (const notification of objectsIn(
      invocation.toolExecutionNotifications,
    )) {
      const files = filesOf(notification, places);
      files.forEach(file => skipped.add(file));
      errors += notification.level === 'error' && files.length === 0 ? 1 : 0;
    }
  }
  for (const file of [...skipped].slice(0, MAX_SKIPPED)) {
    builder.coverage.skipped.push(file);
  }
  if (skipped.size > MAX_SKIPPED) {
    builder.gap(`${tool} could not read more than ${MAX_SKIPPED} files.`);
  }
  if (errors > 0) {
    builder.gap(`${tool} reported ${errors} errors while it ran.`);
  }
}
