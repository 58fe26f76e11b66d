import { Command } from 'commander';
import { addCostCommands } from './cost/addCostCommands';
import { addDriftCommands } from './drift/addDriftCommands';
import { addScansCommands } from './scans/addScansCommands';
import { EXIT } from './exitCodes';
import { version } from './version';

const program = new Command('plumbline')
  .description('Engines and formats of Plumbline, for CI and terminals')
  .version(version)
  .showHelpAfterError('(add --help for what is possible)')
  .exitOverride(error => {
    // Commander's own: help and version end well, a wrong call is unusable input
    process.exit(error.exitCode === 0 ? EXIT.done : EXIT.unusable);
  });

addCostCommands(program.command('cost').description('What things cost'));
addDriftCommands(program.command('drift').description('What changed in data'));
addScansCommands(
  program.command('scans').description('What security scanners found'),
);

program.parseAsync().catch((error: Error) => {
  process.stderr.write(
    `✖ ${error.message}\n${process.env.PLUMBLINE_DEBUG ? `${error.stack}\n` : ''}`,
  );
  process.exit(EXIT.unusable);
});
