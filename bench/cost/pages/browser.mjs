import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { findFreePort } from '../../../scripts/testing/postgres.mjs';
import { launchBrowser, signInAsGuest } from '../../../scripts/e2e/browser.mjs';
import { ensureFrontend } from '../../../scripts/bootstrap/frontend.mjs';
import { root } from '../../../scripts/bootstrap/paths.mjs';
import { startPortal } from '../../portal/runningPortal.mjs';
import { measurePage } from '../../portal/settledPage.mjs';

const PAGES = [
  {
    name: 'cost of an entity, in Chromium',
    path: '/catalog/default/component/ml-backend/cost',
    text: 'Daily cost',
  },
  {
    name: 'cost of everything, in Chromium',
    path: '/cost',
    text: 'Where every cent went',
  },
];

const median = numbers =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** What a page asks the plugin for: when the last answer was there, and how long the slowest took. */
function watchApi(context) {
  const answers = new Map();
  context.on('requestfinished', request => {
    const { pathname } = new URL(request.url());
    const { requestStart, responseEnd } = request.timing();
    if (pathname.startsWith('/api/') && responseEnd > 0) {
      const took = responseEnd - requestStart;
      answers.set(pathname, Math.max(took, answers.get(pathname) ?? 0));
    }
  });
  return answers;
}

async function measureOnce(browser, { storageState, url, text }) {
  const context = await browser.newContext({ storageState });
  // Once for what the browser keeps, as somebody has it who comes every day
  await measurePage(context, { url, text });
  const answers = watchApi(context);
  const measured = await measurePage(context, { url, text });
  await context.close();
  return { ...measured, answers: Object.fromEntries(answers) };
}

/**
 * The pages of the portal over the costs that are stored, in Chromium.
 *
 * @param {{ postgres: { url: string }, folder: string, runs: number }} options
 */
export async function measurePages({ postgres, folder, runs }) {
  const env = { ...process.env };
  await ensureFrontend({ node: process.execPath, env });
  const port = await findFreePort();
  const data = join(folder, 'data');
  mkdirSync(join(data, 'work'), { recursive: true });
  const config = join(folder, 'app-config.portal.json');
  writeFileSync(
    config,
    JSON.stringify({
      backend: {
        database: {
          client: 'pg',
          pluginDivisionMode: 'schema',
          connection: postgres.url,
        },
      },
      // The guest, who is of this team, reads everything
      plumbline: { adminGroups: ['group:default/ml-team'] },
      cost: {
        sources: ['aws', 'azure'].map(id => ({ id, folder: join(folder, id) })),
      },
    }),
  );
  const log = join(folder, 'portal.log');
  const portal = await startPortal({
    node: process.execPath,
    cwd: root,
    port,
    log,
    env: {
      ...env,
      NODE_ENV: 'production',
      PLUMBLINE_DATA: data,
      PLUMBLINE_PORT: String(port),
    },
    args: [
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      'packages/backend/src/index.ts',
      '--config',
      'app-config.yaml',
      '--config',
      config,
    ],
  }).catch(error => {
    throw new Error(
      `${error.message}\n${readFileSync(log, 'utf8').slice(-2_000)}`,
    );
  });
  const browser = await launchBrowser();
  try {
    const url = `http://localhost:${port}`;
    const context = await browser.newContext({ baseURL: url });
    const page = await context.newPage();
    await signInAsGuest(page);
    const storageState = await context.storageState();
    await context.close();
    const pages = [];
    for (const { name, path, text } of PAGES) {
      const results = [];
      for (let run = 0; run < runs; run += 1) {
        results.push(
          await measureOnce(browser, {
            storageState,
            url: `${url}${path}`,
            text,
          }),
        );
      }
      const of = key => median(results.map(result => result[key]));
      pages.push({
        name,
        ms: of('ms'),
        bytes: of('bytes'),
        requests: of('requests'),
        answers: Object.keys(results[0].answers).map(answer => ({
          path: answer,
          ms: median(results.map(({ answers }) => answers[answer] ?? 0)),
        })),
      });
    }
    return pages;
  } finally {
    await browser.close();
    await portal.stop();
  }
}
