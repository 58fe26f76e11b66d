import { Command, Option } from 'commander';
import { runCommand } from '../runCommand';
import type { EstimateArguments } from './estimate';
import type { ExplainArguments } from './explain';
import type { ImportArguments } from './import';

/** As the formats name them, which are loaded only when a command runs. */
const METRICS = ['billed', 'effective', 'list', 'contracted'];
/** As the contract names them. */
const GROUPS = [
  'serviceCategory',
  'service',
  'kind',
  'region',
  'account',
  'chargeCategory',
];

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
  cost
    .command('estimate <file>')
    .description('Says what a change of infrastructure costs per month')
    .option(
      '--fail-above <amount>',
      'exit code 1 when the change adds more per month',
    )
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nReads the JSON of `infracost breakdown`, `diff` or `output`. Where it states no difference, --fail-above looks at' +
        '\nthe whole; a project that could not be estimated does not pass.' +
        '\nExample: plumbline cost estimate infracost.json --fail-above 250',
    )
    .action((file: string, options: EstimateArguments) =>
      runCommand(async () => {
        const { estimateCosts } = await import('./estimate');
        return estimateCosts(file, options);
      }),
    );
  cost
    .command('explain')
    .description('Says what an entity costs and why, as the portal knows it')
    .requiredOption('--entity <ref>', 'such as component:default/checkout')
    .option('--month <month>', 'such as 2026-05; the current one when absent')
    .addOption(
      new Option(
        '--metric <name>',
        'the cost; that of the portal when absent',
      ).choices(METRICS),
    )
    .addOption(
      new Option('--by <dimension>', 'what its parts are')
        .choices(GROUPS)
        .default('serviceCategory'),
    )
    .option('--server <url>', 'address of the portal, instead of PLUMBLINE_URL')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nAsks the portal at PLUMBLINE_URL with the token in PLUMBLINE_TOKEN. Groups, systems and domains are told with' +
        '\nall that belongs to them.' +
        '\nExample: plumbline cost explain --entity component:default/checkout --month 2026-05',
    )
    .action((options: ExplainArguments) =>
      runCommand(async context => {
        const { explainCosts } = await import('./explain');
        return explainCosts(options, context);
      }),
    );
}
