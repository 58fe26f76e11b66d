import {
  DocumentRefused,
  readAmount,
  readEstimate,
} from '@plumbline/backstage-plugin-cost-formats';
import { EXIT, UnusableInput } from '../exitCodes';
import { readBytes } from '../readBytes';
import { estimateJson } from './estimate/estimateJson';
import { estimateText } from './estimate/estimateText';
import { judgeEstimate } from './estimate/judgeEstimate';
import { printable } from './printable';

const MAX_BYTES = 64 * 1024 * 1024;

/** Options of `cost estimate`. */
export interface EstimateArguments {
  failAbove?: string;
  json?: boolean;
}

/** `plumbline cost estimate`. */
export async function estimateCosts(
  file: string,
  options: EstimateArguments,
): Promise<number> {
  const { failAbove, json } = options;
  const limit = failAbove === undefined ? undefined : readAmount(failAbove);
  if (failAbove !== undefined && limit === undefined) {
    throw new UnusableInput(
      `--fail-above ${printable(failAbove, 100)}: is no amount, such as 250.00`,
    );
  }
  const bytes = await readBytes({ file, maxBytes: MAX_BYTES });
  const estimate = (() => {
    try {
      return readEstimate(bytes.toString('utf8'));
    } catch (error) {
      if (error instanceof DocumentRefused) {
        throw new UnusableInput(printable(`${file}: ${error.message}`));
      }
      throw error;
    }
  })();
  const verdict =
    limit === undefined ? undefined : judgeEstimate(estimate, limit);
  const document = estimateJson(estimate, verdict);
  process.stdout.write(
    json ? `${JSON.stringify(document, null, 2)}\n` : estimateText(document),
  );
  return verdict && !verdict.passed ? EXIT.failed : EXIT.done;
}
