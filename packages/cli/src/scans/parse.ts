import { EXIT } from '../exitCodes';
import { ExploitFiles, addExploits } from './addExploits';
import { readReport } from './readReport';
import { reportJson } from './reportJson';
import { reportText } from './reportText';

/** Options of `scans parse`. */
export interface ParseArguments extends ExploitFiles {
  format?: string;
  json?: boolean;
}

/** `plumbline scans parse`. */
export async function parse(
  file: string,
  options: ParseArguments,
): Promise<number> {
  const report = await addExploits(
    await readReport(file, options.format),
    options,
  );
  process.stdout.write(
    options.json
      ? `${JSON.stringify(reportJson(report), null, 2)}\n`
      : reportText(report),
  );
  return EXIT.done;
}
