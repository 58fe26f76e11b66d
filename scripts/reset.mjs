import './bootstrap/requireNode.mjs';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';

import { Failure, main } from './bootstrap/failure.mjs';
import { dataDir } from './bootstrap/paths.mjs';
import { isRunning } from './bootstrap/processes.mjs';

await main(async () => {
  if (!existsSync(dataDir)) {
    process.stdout.write(`Nothing to empty: ${dataDir} does not exist.\n`);
    return;
  }
  const holder = Number(
    await readFile(join(dataDir, 'portal.pid'), 'utf8').catch(() => ''),
  );
  if (holder && isRunning(holder)) {
    throw new Failure(
      `The portal is running (process ${holder}) and would lose its data under its feet.`,
      'Stop it first (Ctrl-C), then run `npm run reset` again.',
    );
  }
  if (!(await isConfirmed())) {
    process.stdout.write('Nothing was deleted.\n');
    return;
  }
  await rm(dataDir, { recursive: true, force: true });
  process.stdout.write(
    `Emptied ${dataDir}. The next \`npm start\` begins anew.\n`,
  );
});

async function isConfirmed() {
  if (process.argv.includes('--yes')) {
    return true;
  }
  if (!process.stdin.isTTY) {
    throw new Failure(
      'There is no terminal to ask on.',
      'Say it outright: npm run reset -- --yes',
    );
  }
  const terminal = createInterface({
    input: process.stdin,
    output: process.stdout,
  });
  const answer = await terminal.question(
    `This deletes every repository, catalog entry and setting in ${dataDir}. Type "delete" to go on: `,
  );
  terminal.close();
  return answer.trim() === 'delete';
}
