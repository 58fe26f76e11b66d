import { dirname, relative, resolve, sep } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import {
  type CostFact,
  type CostMetric,
  CostSummary,
} from '@plumbline/backstage-plugin-cost-formats';
import {
  openCosts,
  type OpenedCosts,
} from '@plumbline/backstage-plugin-cost-node';
import { EXIT, UnusableInput } from '../exitCodes';
import { CommandContext } from '../runCommand';
import { AttributionSummary } from './attribution/AttributionSummary';
import { readRules } from './attribution/readRules';
import { printable } from './printable';
import { summaryJson } from './summaryJson';
import { summaryText } from './summaryText';

/** Options of `cost import`. */
export interface ImportArguments {
  format?: string;
  dryRun?: boolean;
  metric: CostMetric;
  currency?: string;
  /** A file with rules of attribution and policies of sharing. */
  rules?: string;
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

/** Pages of facts; files that are gone or changed meanwhile are unusable input. */
async function* usableFacts(
  costs: OpenedCosts,
  signal: AbortSignal,
): AsyncGenerator<CostFact[]> {
  try {
    yield* costs.facts();
  } catch (error) {
    signal.throwIfAborted();
    throw new UnusableInput(printable((error as Error).message));
  }
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
  const rules = await readRules(options.rules);
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
    throw new UnusableInput(printable(error.message));
  });
  onEnd(() => costs.close());
  // Millions of short-lived amounts come now: left alone, V8 makes more and more room for them
  setFlagsFromString('--semi-space-growth-factor=1');
  const summary = new CostSummary(metric);
  const attribution = new AttributionSummary(rules, metric);
  for await (const page of usableFacts(costs, signal)) {
    for (const fact of page) {
      summary.add(fact);
      attribution.add(fact);
    }
  }
  const attributed = attribution.finish();
  const [difference] = attributed.differences;
  if (difference) {
    process.stderr.write(
      `✖ What was attributed is not what the bill says (${difference.metric} cost of ${difference.day ?? 'no day'} in ${difference.currency ?? 'no currency'}). This is a mistake of Plumbline: please report it.\n`,
    );
    return EXIT.failed;
  }
  const document = summaryJson({ costs, summary, attributed, metric });
  process.stdout.write(
    json ? `${JSON.stringify(document, null, 2)}\n` : summaryText(document),
  );
  if (!options.dryRun) {
    process.stderr.write(
      'Nothing was imported: a portal reads the folders itself that its configuration names under cost.sources. --dry-run says that this is meant\n',
    );
  }
  return EXIT.done;
}
