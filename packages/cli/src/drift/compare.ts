import {
  compareDataSets,
  findPolicy,
  parseColumnTypes,
} from '@plumbline/backstage-plugin-drift-engine';
import { EXIT, UnusableInput } from '../exitCodes';
import { createProgress } from '../progress';
import { readText } from '../readText';
import { CommandContext } from '../runCommand';
import { usable } from '../usable';
import { comparisonJson } from './comparisonJson';
import { comparisonText } from './comparisonText';
import { openInputs } from './openInputs';

/** Options of `drift compare`. */
export interface CompareArguments {
  reference: string;
  current: string;
  columns?: string;
  policy: string;
  tests?: string;
  exact?: boolean;
  json?: boolean;
}

const MAX_COLUMNS_BYTES = 4 * 1024 * 1024;

async function readTypes(file: string | undefined) {
  if (file === undefined) {
    return undefined;
  }
  const json = await readText({
    option: '--columns',
    file,
    maxBytes: MAX_COLUMNS_BYTES,
  });
  return usable(() => parseColumnTypes(json, file));
}

/** `plumbline drift compare`. */
export async function compare(
  options: CompareArguments,
  context: CommandContext,
): Promise<number> {
  const types = await readTypes(options.columns);
  const policy = usable(() => findPolicy(options.policy));
  const tests = options.tests?.split(',').map(id => id.trim());
  const [reference, current] = await openInputs(
    [
      { option: '--reference', argument: options.reference },
      { option: '--current', argument: options.current },
    ],
    context,
  );
  const progress = createProgress('Comparing columns');
  const comparison = await compareDataSets({
    reference,
    current,
    types,
    policy,
    exact: options.exact,
    tests,
    onProgress: progress.report,
    signal: context.signal,
  }).catch(error => {
    context.signal.throwIfAborted();
    throw new UnusableInput((error as Error).message);
  });
  progress.end();
  process.stdout.write(
    options.json
      ? `${JSON.stringify(comparisonJson(comparison), undefined, 2)}\n`
      : comparisonText(comparison),
  );
  return EXIT.done;
}
