/**
 * The same code in two places: ten lines and a hundred tokens that agree are a
 * copy. Tests and fixtures may repeat themselves, they are read one at a time.
 */
import { runTool } from './runTool.mjs';

const passed = runTool('jscpd', [
  'packages',
  'plugins',
  'scripts',
  '--pattern',
  '**/*.{ts,tsx,mjs}',
  '--ignore',
  '**/node_modules/**,**/dist/**,**/*.test.*,**/__fixtures__/**,**/__testUtils__/**,**/*.d.ts',
  '--min-lines',
  '10',
  '--min-tokens',
  '100',
  '--reporters',
  'console',
  '--noTips',
  '--exitCode',
  '1',
]);

if (passed) {
  console.log('duplicates: nothing is said twice');
} else {
  console.error(
    'duplicates: the second user moves the code into a kit package (see docs/architecture.md)',
  );
  process.exitCode = 1;
}
