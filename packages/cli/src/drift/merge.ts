import { mergeProfileDocuments } from '@plumbline/backstage-plugin-drift-engine';
import { EXIT } from '../exitCodes';
import { CommandContext } from '../runCommand';
import { usable } from '../usable';
import { readProfile } from './readProfile';
import { writeProfile } from './writeProfile';

/** Options of `drift merge`. */
export interface MergeArguments {
  output: string;
}

/** `plumbline drift merge`. */
export async function merge(
  files: string[],
  options: MergeArguments,
  context: CommandContext,
): Promise<number> {
  const [first, ...others] = files;
  let document = await readProfile('', first);
  for (const file of others) {
    context.signal.throwIfAborted();
    const next = await readProfile('', file);
    const before = document;
    document = usable(() => mergeProfileDocuments(before, next), file);
  }
  await writeProfile(document, options.output);
  process.stderr.write(
    `${document.rows.toLocaleString('en')} rows of ${files.length} profiles → ${options.output}\n`,
  );
  return EXIT.done;
}
