import { Command } from 'commander';
import { runCommand } from '../runCommand';
import type { CheckArguments } from './check';
import type { CompareArguments } from './compare';
import type { MergeArguments } from './merge';
import type { ProfileArguments } from './profile';

/** Adds the drift commands. What they need is loaded when one of them runs. */
export function addDriftCommands(drift: Command): void {
  drift
    .command('compare')
    .description('Compares a current file with a reference, column by column')
    .requiredOption(
      '--reference <file>',
      'rows that count as normal, or a profile of them',
    )
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
    .command('profile <file>')
    .description(
      'Writes the profile of a file: small, and enough to compare with',
    )
    .requiredOption('-o, --output <file>', 'where to write the profile')
    .option(
      '--columns <file>',
      'JSON: {"column": "numeric" | "categorical" | …}; only these are profiled',
    )
    .option(
      '--like <profile>',
      'columns, types and grids of this profile, so that both can be merged',
    )
    .addHelpText(
      'after',
      '\nExample: plumbline drift profile baseline.parquet -o baseline.profile.json',
    )
    .action((file: string, options: ProfileArguments) =>
      runCommand(async context => {
        const { profile } = await import('./profile');
        return profile(file, options, context);
      }),
    );
  drift
    .command('merge <profiles...>')
    .description('Adds profiles: the result is the profile of all their rows')
    .requiredOption('-o, --output <file>', 'where to write the sum')
    .addHelpText(
      'after',
      '\nExample: plumbline drift merge monday.json tuesday.json -o both.json',
    )
    .action((profiles: string[], options: MergeArguments) =>
      runCommand(async context => {
        const { merge } = await import('./merge');
        return merge(profiles, options, context);
      }),
    );
  drift
    .command('check <document>')
    .description(
      'Judges the newest window of a monitor document; exit code 1 when it is critical or breaks its contract',
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
