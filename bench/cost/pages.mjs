/**
 * How long costs take to be read, beside the least that the database and HTTP
 * take in the same run. See README.md.
 *
 *   node bench/cost/pages.mjs [--entities 10000] [--days 400] [--browser-runs 3] [--json]
 */
import '../../scripts/bootstrap/requireNode.mjs';
import { spawn } from 'node:child_process';
import {
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import {
  findFreePort,
  findPostgres,
  startPostgres,
} from '../../scripts/testing/postgres.mjs';
import { describePage, percentile } from './pages/describePage.mjs';
import { readCpuMs, readParent } from './pages/cpuTime.mjs';
import { listFloors } from './pages/floors.mjs';

const require = createRequire(import.meta.url);
const { createLandscape } = require('./pages/landscape.cjs');
const pg = createRequire(require.resolve('../../package.json'))('pg');

const root = fileURLToPath(new URL('../..', import.meta.url));
const TOKEN = 'bench-of-the-cost-pages';
const { values } = parseArgs({
  options: {
    entities: { type: 'string', default: '10000' },
    days: { type: 'string', default: '400' },
    'browser-runs': { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
  },
});
const entities = Number(values.entities);
const days = Number(values.days);
const browserRuns = Number(values['browser-runs']);
const say = text => process.stderr.write(`${text}\n`);

const bin = findPostgres();
if (!bin) {
  say('✖ PostgreSQL is missing: install it first.');
  process.exit(2);
}

function startNode(args, stdio) {
  return spawn(
    process.execPath,
    [
      '--require',
      join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs'),
      ...args,
    ],
    { stdio, cwd: root, env: { ...process.env, NODE_ENV: 'production' } },
  );
}

async function fill(url) {
  const child = startNode(
    [
      join(root, 'bench/cost/pages/fill.cjs'),
      JSON.stringify({ url, entities, days }),
    ],
    ['ignore', 'pipe', 'inherit'],
  );
  let output = '';
  child.stdout.on('data', data => {
    output += data;
  });
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) {
    throw new Error(`fill.cjs ended with ${code}`);
  }
  return JSON.parse(output);
}

/** The plugin behind HTTP, once it answers. */
async function serve({ postgres, folder }) {
  const port = await findFreePort();
  const config = join(folder, 'app-config.json');
  writeFileSync(
    config,
    JSON.stringify({
      app: { baseUrl: `http://localhost:${port}` },
      backend: {
        baseUrl: `http://localhost:${port}`,
        listen: { host: '127.0.0.1', port },
        database: {
          client: 'pg',
          pluginDivisionMode: 'schema',
          connection: postgres.url,
        },
        auth: {
          externalAccess: [
            { type: 'static', options: { token: TOKEN, subject: 'bench' } },
          ],
        },
      },
      permission: { enabled: false },
      cost: {
        sources: ['aws', 'azure'].map(id => ({
          id,
          folder: join(folder, id),
        })),
      },
    }),
  );
  const log = openSync(join(folder, 'serve.log'), 'w');
  const child = startNode(
    [
      join(root, 'bench/cost/pages/serve.cjs'),
      '--landscape',
      JSON.stringify({ entities }),
      '--config',
      config,
    ],
    ['ignore', log, log],
  );
  const exited = new Promise(resolve => child.once('exit', resolve));
  const url = `http://localhost:${port}`;
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  for (let time = 0; time < 600; time += 1) {
    const isReady = await fetch(`${url}/.backstage/health/v1/readiness`).then(
      response => response.ok,
      () => false,
    );
    if (isReady) {
      return { url, stop, pid: child.pid };
    }
    if (child.exitCode !== null) {
      break;
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  await stop();
  throw new Error(
    `the backend does not start: ${readFileSync(join(folder, 'serve.log'), 'utf8').slice(-2_000)}`,
  );
}

/** @param {{ times: number, warm?: number, pids?: number[] }} options pids: whose CPU time is told */
async function measure({ times, warm = 20, pids = [] }, deed) {
  const took = [];
  let cpuBefore;
  for (let time = 0; time < times + warm; time += 1) {
    cpuBefore = time === warm ? readCpuMs(pids) : cpuBefore;
    const started = performance.now();
    await deed(time);
    if (time >= warm) {
      took.push(performance.now() - started);
    }
  }
  return {
    p50: percentile(took, 0.5),
    p95: percentile(took, 0.95),
    cpu:
      cpuBefore === undefined
        ? undefined
        : (readCpuMs(pids) - cpuBefore) / times,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const postgres = await startPostgres(bin);
let portal;
let client;
try {
  say(`Filling ${entities} entities × ${days} days`);
  const filled = await fill(postgres.url);
  portal = await serve({ postgres, folder });
  client = new pg.Client(postgres.url);
  // It ends with the server where something else fails
  client.on('error', () => {});
  await client.connect();
  await client.query('set search_path to cost');
  const {
    rows: [backend],
  } = await client.query('select pg_backend_pid() as pid');
  const postgresPid = readParent(backend.pid);
  const pids = [portal.pid, postgresPid];
  const landscape = createLandscape(entities);
  const last = filled.days.at(-1);
  const asked = { landscape, days: filled.days, last };

  const get = async path => {
    const response = await fetch(`${portal.url}${path}`, {
      headers: { Authorization: `Bearer ${TOKEN}` },
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${text.slice(0, 500)}`);
    }
    return text;
  };
  const nothing = await measure({ times: 100, pids }, () =>
    get('/.backstage/health/v1/liveness'),
  );
  const pages = [];
  for (const floor of listFloors(asked)) {
    const { name, aim, times } = floor;
    let bytes = 0;
    const ours = await measure({ times, pids }, async time => {
      const answers = await Promise.all(
        floor.paths(time).map(path => get(`/api/cost${path}`)),
      );
      bytes = answers.reduce((sum, text) => sum + text.length, 0);
    });
    const alone = [];
    for (const [place] of floor.paths(0).entries()) {
      alone.push(
        await measure({ times: Math.ceil(times / 2), pids }, time =>
          get(`/api/cost${floor.paths(time)[place]}`),
        ),
      );
    }
    const bare = await measure({ times, pids: [postgresPid] }, async time => {
      for (const [index, query] of floor.queries(time).entries()) {
        await client.query({ name: `${name} ${index}`, ...query });
      }
    });
    pages.push({
      name,
      aim,
      bytes,
      ours,
      bare,
      nothing,
      alone: alone.map((one, place) => ({
        path: floor.paths(0)[place].replace(/\?.*/, ''),
        ...one,
      })),
    });
  }
  await portal.stop();
  portal = undefined;
  let browserPages = [];
  if (browserRuns > 0) {
    say('Opening the pages in Chromium');
    const { measurePages } = await import('./pages/browser.mjs');
    browserPages = await measurePages({ postgres, folder, runs: browserRuns });
  }
  const document = {
    entities,
    ...filled,
    days,
    machine: { cpus: cpus().length, model: cpus()[0]?.model, load: loadavg() },
    pages,
    browserPages,
  };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(document)}\n`
      : `${describePage(document).join('\n')}\n`,
  );
} finally {
  await client?.end();
  await portal?.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}
