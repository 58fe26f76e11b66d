import { Command, Option } from 'commander';
import { runCommand } from '../runCommand';
import type { ImportArguments } from './import';

/** As the formats name them, which are loaded only when a command runs. */
const METRICS = ['billed', 'effective', 'list', 'contracted'];

/** Adds the cost commands. What they need is loaded when one of them runs. */
export function addCostCommands(cost: Command): void {
  cost
    .command('import <files...>')
    .description('Reads bills and says what they add up to, to the last digit')
    .option('--format <id>', 'the format, instead of telling it by content')
    .option('--dry-run', 'only say what would be imported')
    .addOption(
      new Option('--metric <name>', 'the cost that groups add up')
        .choices(METRICS)
        .default('effective'),
    )
    .option('--currency <code>', 'currency of files that state none')
    .option('--rules <file>', 'YAML with rules of attribution and of sharing')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nReads FOCUS 1.0 to 1.4, AWS Cost and Usage Reports, Azure cost exports, OpenCost exports and plain' +
        "\ntables with 'date' and 'cost', in CSV or Parquet, and saved answers of OpenCost and Kubecost in JSON;" +
        '\ngzipped or not, and folders of them.' +
        '\nAmounts are exact decimals. Rows that cannot be read are named and do not count.' +
        '\nWithout --rules cost is attributed by the tag or label plumbline.dev/entity alone.' +
        '\nExample: plumbline cost import focus.csv.gz --dry-run --json',
    )
    .action((files: string[], options: ImportArguments) =>
      runCommand(async context => {
        const { importCosts } = await import('./import');
        return importCosts(files, options, context);
      }),
    );
}
