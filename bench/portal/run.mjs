/**
 * How fast this portal is beside a plain `create-app` one, both measured in
 * this run: `node bench/portal/run.mjs [--runs 5] [--json]`. See README.md.
 */
import '../../scripts/bootstrap/requireNode.mjs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bootstrap } from '../../scripts/bootstrap/all.mjs';
import { main } from '../../scripts/bootstrap/failure.mjs';
import { localDir } from '../../scripts/bootstrap/paths.mjs';
import { requireFreePort } from '../../scripts/bootstrap/port.mjs';

const AIM = 1.25;
const PORTS = { ours: 17107, peer: 17207 };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    json: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) {
  process.stderr.write(`--runs is "${values.runs}"; give a whole number\n`);
  process.exit(2);
}
const say = text => process.stderr.write(`${text}\n`);

/** Guest sign-in once, so that no measured page begins with a button. */
async function signIn(browser, { url }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('main').first().waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** One start of one portal: readiness, both pages from an empty cache on, memory. */
async function measure({
  portal,
  browser,
  readMemory,
  startPortal,
  measurePage,
}) {
  const running = await startPortal(portal.start);
  try {
    const storageState = await signIn(browser, portal.pages.first);
    const open = async target => {
      // A context of its own: an empty cache, whatever was opened before
      const context = await browser.newContext({ storageState });
      const measured = await measurePage(context, target);
      await context.close();
      return measured;
    };
    const first = await open(portal.pages.first);
    const entity = await open(portal.pages.entity);
    return {
      readyMs: running.readyMs,
      memoryBytes: readMemory(running.pid),
      firstMs: first.ms,
      firstBytes: first.bytes,
      entityMs: entity.ms,
      entityBytes: entity.bytes,
    };
  } finally {
    await running.stop();
  }
}

await main(async () => {
  const { node, env } = await bootstrap();
  // Only now are the dependencies there
  const { launchBrowser } = await import('../../scripts/e2e/browser.mjs');
  const { prepareOurs } = await import('./ours.mjs');
  const { preparePeer } = await import('./peer.mjs');
  const { readMemory, startPortal } = await import('./runningPortal.mjs');
  const { measurePage } = await import('./settledPage.mjs');
  const { format, summarise } = await import('./summary.mjs');

  const folder = join(localDir, 'bench');
  await mkdir(folder, { recursive: true });
  for (const port of Object.values(PORTS)) {
    await requireFreePort(port);
  }
  say('Preparing both portals (the first time takes minutes)');
  const portals = {
    ours: await prepareOurs({ node, env, folder, port: PORTS.ours }),
    peer: await preparePeer({ node, env, folder, port: PORTS.peer }),
  };

  const results = { ours: [], peer: [] };
  const browser = await launchBrowser();
  try {
    // Run 0 warms the disk and makes the databases; it does not count
    for (let index = 0; index <= runs; index += 1) {
      for (const [key, portal] of Object.entries(portals)) {
        const result = await measure({
          portal,
          browser,
          readMemory,
          startPortal,
          measurePage,
        });
        say(
          `${index === 0 ? 'warm-up' : `run ${index}/${runs}`}  ${portal.name}: ready ${(result.readyMs / 1000).toFixed(1)} s, first page ${(result.firstMs / 1000).toFixed(1)} s`,
        );
        if (index > 0) {
          results[key].push(result);
        }
      }
    }
  } finally {
    await browser.close();
  }

  const summary = summarise(results.ours, results.peer);
  const document = {
    runs,
    aim: AIM,
    machine: {
      cpus: cpus().length,
      model: cpus()[0]?.model,
      node: process.version,
    },
    summary,
    results,
  };
  const path = join(folder, 'portal.json');
  await writeFile(path, `${JSON.stringify(document, undefined, 2)}\n`);
  if (values.json) {
    process.stdout.write(`${JSON.stringify(document)}\n`);
    return;
  }
  const names = { ours: portals.ours.name, peer: portals.peer.name };
  process.stdout.write(
    `\nMedian of ${runs} runs\n\n${format(summary, { names, aim: AIM }).join('\n')}\n\n${path}\n`,
  );
});
