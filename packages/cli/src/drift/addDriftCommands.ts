import { Command } from 'commander';
import { runCommand } from '../runCommand';
import type { CheckArguments } from './check';
import type { CompareArguments } from './compare';

/** Adds the drift commands. What they need is loaded when one of them runs. */
export function addDriftCommands(drift: Command): void {
  drift
    .command('compare')
    .description('Compares a current file with a reference, column by column')
    .requiredOption('--reference <file>', 'rows that count as normal')
    .requiredOption('--current <file>', 'rows of now')
    .option(
      '--columns <file>',
      'JSON: {"column": "numeric" | "categorical" | …}; unnamed columns are not tested',
    )
    .option('--policy <id>', 'how to judge', 'calibrated')
    .option('--tests <ids>', 'only these tests, separated by commas')
    .option('--exact', 'exact Kolmogorov-Smirnov and Wasserstein on any size')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nFiles: CSV, TSV, JSON, NDJSON, Parquet, gzipped or not; a folder or a pattern of them.' +
        '\nExample: plumbline drift compare --reference baseline.csv --current "predictions/*.csv" --json',
    )
    .action((options: CompareArguments) =>
      runCommand(async context => {
        const { compare } = await import('./compare');
        return compare(options, context);
      }),
    );
  drift
    .command('check <document>')
    .description(
      'Judges the newest window of a monitor document; exit code 1 when it is critical',
    )
    .option(
      '--at <date>',
      'judge the window that holds this time (UTC) instead of the newest row',
    )
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nPaths in the document begin in its folder.' +
        '\nExample: plumbline drift check models/credit-risk/drift.yaml',
    )
    .action((document: string, options: CheckArguments) =>
      runCommand(async context => {
        const { check } = await import('./check');
        return check(document, options, context);
      }),
    );
}
