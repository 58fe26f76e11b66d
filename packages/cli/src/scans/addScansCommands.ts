import { Command, Option } from 'commander';
import { runCommand } from '../runCommand';
import type { DiffArguments } from './diff';
import type { GateArguments } from './gate';
import type { ParseArguments } from './parse';
import type { UploadArguments } from './upload';

/** As the formats name them, which are loaded only when a command runs. */
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'unknown'];

/** Adds the scans commands. What they need is loaded when one of them runs. */
export function addScansCommands(scans: Command): void {
  scans
    .command('parse <file>')
    .description('Says what a scanner found, whichever scanner it was')
    .option('--format <id>', 'the format, instead of telling it by content')
    .option('--epss <file>', 'the scores of exploitation that FIRST publishes')
    .option('--kev <file>', 'the catalog of exploited vulnerabilities of CISA')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nThe file may be packed with gzip. Secrets in it never leave this command.' +
        '\nExample: trivy image -f json registry.example.com/checkout > report.json && plumbline scans parse report.json',
    )
    .action((file: string, options: ParseArguments) =>
      runCommand(async () => {
        const { parse } = await import('./parse');
        return parse(file, options);
      }),
    );
  scans
    .command('diff <old> <new>')
    .description(
      'Says what is new, unchanged, moved and gone between two reports',
    )
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nTwo reports of one scanner on one target. A finding is the same after its code moved,' +
        '\nits package was updated or its file was renamed. A scan that did not run is unusable:' +
        '\nnothing is gone because nobody looked.' +
        '\nExample: plumbline scans diff yesterday.sarif today.sarif',
    )
    .action((older: string, newer: string, options: DiffArguments) =>
      runCommand(async () => {
        const { diff } = await import('./diff');
        return diff(older, newer, options);
      }),
    );
  scans
    .command('gate <files...>')
    .description('Exits with 1 when reports list something severe')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails')
        .choices(SEVERITIES)
        .default('high'),
    )
    .option('--new-only', 'only what the baseline does not have')
    .option(
      '--baseline <file>',
      'report of the branch or version to compare with; may be given several times',
      (file: string, files: string[] = []) => [...files, file],
    )
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nSuppressed findings never fail. An unknown severity is less than every other: it is' +
        '\ncounted and named, and fails with --fail-on unknown only.' +
        '\nExit codes: 0 nothing severe, 1 something severe, 2 a file that cannot be read, or a scan' +
        '\nthat did not run: a gate never passes because nothing was looked at.' +
        '\nExample: plumbline scans gate trivy.json semgrep.sarif --fail-on high --new-only --baseline main-trivy.json --baseline main-semgrep.sarif',
    )
    .action((files: string[], options: GateArguments) =>
      runCommand(async () => {
        const { gate } = await import('./gate');
        return gate(files, options);
      }),
    );
  scans
    .command('upload <files...>')
    .description('Sends reports to the portal and says what they changed there')
    .requiredOption(
      '--entity <ref>',
      'what was scanned, such as component:default/checkout',
    )
    .option(
      '--target <name>',
      'image, folder, cluster or node, where the report does not say it',
    )
    .option('--branch <name>', 'the branch that was scanned')
    .option('--url <address>', 'the pipeline run that scanned')
    .option('--commit <sha>', 'the commit that was scanned')
    .option(
      '--scanned-at <time>',
      'when it was scanned, where the report does not say it; the time of the file without',
    )
    .option('--format <id>', 'the format, instead of telling it by content')
    .option(
      '--partial',
      'part of a scan, such as of a merge request: closes nothing',
    )
    .option(
      '--looked-for <kinds>',
      'what the scanner looked for where the report does not say it, such as vulnerability,secret',
    )
    .option('--server <address>', 'the portal; PLUMBLINE_URL without it')
    .option(
      '--oidc',
      'PLUMBLINE_TOKEN is the ID token that GitHub Actions or GitLab CI gave this run',
    )
    .addOption(
      new Option(
        '--fail-on <severity>',
        'exit with 1 when the reports open a finding of this severity or worse',
      ).choices(SEVERITIES),
    )
    .option('--wait <seconds>', 'how long the portal may work on them', '600')
    .option('--json', 'one JSON document on stdout')
    .addHelpText(
      'after',
      '\nThe token comes from PLUMBLINE_TOKEN and is never printed. Reports that cannot be read are' +
        '\nrefused before anything is sent. Sending a report again is harmless: it counts once.' +
        '\n--fail-on judges findings that were not open before and now are; what a decision or the' +
        '\nscanner hides does not count. They are open from then on: a second scan passes.' +
        '\nExit codes: 0 done, 1 --fail-on, 2 a file that cannot be read or a wrong call, 3 the portal' +
        '\ncould not be reached or refused.' +
        '\nExample: plumbline scans upload trivy.json --entity component:default/checkout --branch main --fail-on high',
    )
    .action((files: string[], options: UploadArguments) =>
      runCommand(async context => {
        const { upload } = await import('./upload');
        return upload(files, options, context);
      }),
    );
}
