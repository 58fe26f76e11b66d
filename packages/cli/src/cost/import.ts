import { dirname, relative, resolve, sep } from 'node:path';
import {
  type CostMetric,
  CostSummary,
} from '@plumbline/backstage-plugin-cost-formats';
import { openCosts } from '@plumbline/backstage-plugin-cost-node';
import { EXIT, UnusableInput } from '../exitCodes';
import { CommandContext } from '../runCommand';
import { summaryJson } from './summaryJson';
import { summaryText } from './summaryText';

/** Options of `cost import`. */
export interface ImportArguments {
  format?: string;
  dryRun?: boolean;
  metric: CostMetric;
  currency?: string;
  json?: boolean;
}

/** The folder that holds all of them. */
function commonFolder(paths: readonly string[]): string {
  const [first, ...others] = paths.map(path => dirname(path).split(sep));
  const shared = others.reduce((folder, parts) => {
    const end = folder.findIndex((part, index) => part !== parts[index]);
    return end < 0 ? folder : folder.slice(0, end);
  }, first);
  return shared.join(sep) || sep;
}

/** `plumbline cost import`. */
export async function importCosts(
  files: string[],
  options: ImportArguments,
  { signal, onEnd }: CommandContext,
): Promise<number> {
  const { format, metric, json } = options;
  const currency = options.currency?.toUpperCase();
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    throw new UnusableInput(
      `--currency: '${options.currency}' is no currency code of three letters, such as EUR`,
    );
  }
  const paths = files.map(file => resolve(file));
  const root = commonFolder(paths);
  const costs = await openCosts({
    root,
    paths: paths.map(path => relative(root, path)),
    format,
    currency,
    signal,
  }).catch(error => {
    signal.throwIfAborted();
    throw new UnusableInput(error.message);
  });
  onEnd(() => costs.close());
  const summary = new CostSummary(metric);
  for await (const page of costs.facts()) {
    for (const fact of page) {
      summary.add(fact);
    }
  }
  const document = summaryJson({ costs, summary, metric });
  process.stdout.write(
    json ? `${JSON.stringify(document, null, 2)}\n` : summaryText(document),
  );
  return EXIT.done;
}
