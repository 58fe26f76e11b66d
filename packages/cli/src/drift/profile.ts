import { profileDataSet } from '@plumbline/backstage-plugin-drift-engine';
import { EXIT, UnusableInput } from '../exitCodes';
import { createProgress } from '../progress';
import { CommandContext } from '../runCommand';
import { openInputs } from './openInputs';
import { readColumnTypes } from './readColumnTypes';
import { readProfile } from './readProfile';
import { writeProfile } from './writeProfile';

/** Options of `drift profile`. */
export interface ProfileArguments {
  output: string;
  columns?: string;
  like?: string;
}

/** `plumbline drift profile`. */
export async function profile(
  file: string,
  options: ProfileArguments,
  context: CommandContext,
): Promise<number> {
  const types = await readColumnTypes(options.columns);
  const like = options.like && (await readProfile('--like', options.like));
  const [dataSet] = await openInputs([{ option: '', argument: file }], context);
  const progress = createProgress('Profiling columns');
  const document = await profileDataSet({
    dataSet,
    types,
    like: like || undefined,
    onProgress: progress.report,
    signal: context.signal,
  }).catch(error => {
    context.signal.throwIfAborted();
    throw new UnusableInput((error as Error).message);
  });
  progress.end();
  await writeProfile(document, options.output);
  process.stderr.write(
    `${document.rows.toLocaleString('en')} rows, ${document.columns.size} columns → ${options.output}\n`,
  );
  return EXIT.done;
}
