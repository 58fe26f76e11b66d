import { Loose, asText, at, objectsIn } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { reportPath } from '../../locations/reportPath';
import { Places } from './Places';

const MAX_SKIPPED = 1000;

/** `Syntax error at line src/app.ts:14:`, the one place where Semgrep names a file that it could not read. */
const FILE_IN_TEXT = /^[A-Z][\w ]{2,40} at line ([^\s:]{1,500}):\d+/;

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
  const { skipped } = builder.coverage;
  let errors = 0;
  for (const invocation of invocations) {
    for (const notification of objectsIn(
      invocation.toolExecutionNotifications,
    )) {
      const isError = notification.level === 'error';
      const text = asText(at(notification, 'message', 'text')) ?? '';
      const paths = objectsIn(notification.locations).flatMap(
        location => places.pathOf(location) ?? [],
      );
      const named = FILE_IN_TEXT.exec(text)?.[1];
      const notRead = isError || named !== undefined;
      if (notRead && paths.length === 0 && named !== undefined) {
        paths.push(named);
      }
      if (notRead && skipped.length < MAX_SKIPPED) {
        skipped.push(...paths.flatMap(path => reportPath(path) ?? []));
      }
      errors += isError && paths.length === 0 ? 1 : 0;
    }
  }
  if (errors > 0) {
    builder.gap(`${tool} reported ${errors} errors while it ran.`);
  }
}
