/** Exports, files and dependencies that nobody uses; configured in knip.json. */
import { runTool } from './runTool.mjs';

if (runTool('knip', ['--no-progress', '--no-config-hints'])) {
  console.log('knip: every file, export and dependency is used');
} else {
  console.error(
    'knip: remove what is listed above, or use it; what a tool needs unseen is named in knip.json',
  );
  process.exitCode = 1;
}
