import { Loose, asObject, asText, at, objectsIn } from '../../read/loose';
import { ReportBuilder } from '../../report/ReportBuilder';
import { ReportRefused } from '../../report/ReportRefused';
import { kindOfTool } from '../kindOfTool';
import { withoutQuotedValues } from '../withoutQuotedValues';
import { Places } from './Places';
import { RunContext, readResult } from './readResult';
import { RuleBook } from './RuleBook';
import { readRunCoverage } from './runCoverage';
import { toolName } from './toolName';

/** Kinds of results that say that nothing is wrong (SARIF 2.1.0, 3.27.9). */
const PASSED = new Set(['pass', 'notapplicable', 'informational']);
/** Kinds that say that somebody or something has yet to look. */
const UNDECIDED = new Set(['open', 'review']);

/** The scanner of a run. */
export function toolOf(run: Loose): { name: string; version?: string } {
  const driver = asObject(at(run, 'tool', 'driver'));
  return {
    name: toolName(asText(driver?.name)),
    version: asText(driver?.semanticVersion) ?? asText(driver?.version),
  };
}

/** The category of a run: its id without the last part, which names the single run. */
export function categoryOf(run: Loose): string | undefined {
  const id = asText(at(run, 'automationDetails', 'id'));
  const slash = id?.lastIndexOf('/') ?? -1;
  return slash > 0 ? id!.slice(0, slash) : id;
}

/** When a run ended, else when it began. */
export function timeOf(run: Loose): string | undefined {
  const [invocation] = objectsIn(run.invocations);
  return asText(invocation?.endTimeUtc) ?? asText(invocation?.startTimeUtc);
}

function addResult(result: Loose, context: RunContext): void {
  const { builder } = context;
  const kind = asText(result.kind)?.toLowerCase() ?? 'fail';
  // A result of the baseline that is no longer there
  if (PASSED.has(kind) || result.baselineState === 'absent') {
    return;
  }
  if (UNDECIDED.has(kind)) {
    builder.misread('A result that is still to be reviewed');
    return;
  }
  const draft = readResult(result, context);
  if (draft) {
    builder.add(withoutQuotedValues(draft));
  } else {
    builder.misread('A result that names no rule and says nothing');
  }
}

/**
 * Gives the results of a run to the builder. A run without a list of results
 * did not look (SARIF 2.1.0, 3.14.23); an empty list looked and found nothing.
 *
 * @returns whether the run looked
 * @throws ReportRefused when its results are no list
 */
export function readRun(
  run: Loose,
  given: { place: string; builder: ReportBuilder },
): boolean {
  const { place, builder } = given;
  const { name: tool } = toolOf(run);
  const places = new Places(run);
  builder.tool = tool;
  readRunCoverage(run, { tool, places, builder });
  if (run.results === undefined || run.results === null) {
    builder.gap(`${tool} lists no results, not even none: it did not look.`);
    return false;
  }
  if (!Array.isArray(run.results)) {
    throw new ReportRefused('This is no list.', `${place}.results`);
  }
  const context: RunContext = {
    run,
    tool,
    toolKind: kindOfTool(tool),
    rules: new RuleBook(run),
    places,
    builder,
  };
  for (const value of run.results) {
    const result = asObject(value);
    if (result) {
      addResult(result, context);
    } else {
      builder.misread('A result that is no object');
    }
  }
  return true;
}
