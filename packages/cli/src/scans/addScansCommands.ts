import { Command } from 'commander';
import { runCommand } from '../runCommand';
import type { ParseArguments } from './parse';

/** Adds the scans commands. What they need is loaded when one of them runs. */
export function addScansCommands(scans: Command): void {
  scans
    .command('parse <file>')
    .description('Says what a scanner found, whichever scanner it was')
    .option('--format <id>', 'the format, instead of telling it by content')
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
}
