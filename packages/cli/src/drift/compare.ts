import {
  compareDataSets,
  compareWithBaseline,
  findPolicy,
  toBaselineProfile,
} from '@plumbline/backstage-plugin-drift-engine';
import { EXIT, UnusableInput } from '../exitCodes';
import { createProgress } from '../progress';
import { CommandContext } from '../runCommand';
import { usable } from '../usable';
import { comparisonJson } from './comparisonJson';
import { comparisonText } from './comparisonText';
import { openInputs } from './openInputs';
import { readColumnTypes } from './readColumnTypes';
import { isProfileFile, readProfile } from './readProfile';

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

/** The baseline that a profile file holds. */
async function readBaseline(options: CompareArguments) {
  if (options.exact || options.columns) {
    throw new UnusableInput(
      `--reference ${options.reference} is a profile: ${options.exact ? '--exact needs the rows themselves' : 'it holds the types of its columns, --columns cannot change them'}`,
    );
  }
  return toBaselineProfile(await readProfile('--reference', options.reference));
}

/** `plumbline drift compare`. */
export async function compare(
  options: CompareArguments,
  context: CommandContext,
): Promise<number> {
  const types = await readColumnTypes(options.columns);
  const progress = createProgress('Comparing columns');
  const asked = {
    policy: usable(() => findPolicy(options.policy)),
    tests: options.tests?.split(',').map(id => id.trim()),
    onProgress: progress.report,
    signal: context.signal,
  };
  const baseline = (await isProfileFile(options.reference))
    ? await readBaseline(options)
    : undefined;
  const currentInput = { option: '--current', argument: options.current };
  const run = async () => {
    if (baseline) {
      const [current] = await openInputs([currentInput], context);
      return compareWithBaseline({ ...asked, baseline, current });
    }
    const [reference, current] = await openInputs(
      [{ option: '--reference', argument: options.reference }, currentInput],
      context,
    );
    return compareDataSets({
      ...asked,
      reference,
      current,
      types,
      exact: options.exact,
    });
  };
  const comparison = await run().catch(error => {
    context.signal.throwIfAborted();
    throw error instanceof UnusableInput
      ? error
      : new UnusableInput((error as Error).message);
  });
  progress.end();
  process.stdout.write(
    options.json
      ? `${JSON.stringify(comparisonJson(comparison), undefined, 2)}\n`
      : comparisonText(comparison),
  );
  return EXIT.done;
}
