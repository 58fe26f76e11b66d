/**
 * A team with a model registry: the sample pipeline trains against a real
 * MLflow server, its prices rise, the portal says so, somebody approves another
 * training, and the next version is at home in the new prices.
 */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import {
  renderTemplate,
  writeGenerated,
} from '../../templates/tests/renderForTest.mjs';
import { startModelServer } from '../mlflow/modelServer.mjs';
import { scoreSample, trainSample } from '../mlflow/samplePipeline.mjs';
import { startMlflow } from '../mlflow/server.mjs';
import { findOptionalParts } from '../testing/optionalParts.mjs';
import { findFreePort } from '../testing/postgres.mjs';
import { createApi, readGuestToken, waitFor } from './api.mjs';
import {
  launchBrowser,
  openVisitor,
  signInAsGuest,
  takePicture,
} from './browser.mjs';
import { createPortal } from './portal.mjs';

const { chromium, python } = findOptionalParts();
const missing = [!chromium.at && 'Chromium', !python.at && 'Python'].filter(
  Boolean,
);
const skip = missing.length > 0 && `${missing.join(' and ')} is missing`;

const MODEL = 'resource:default/churn';
const PAGE = '/catalog/default/resource/churn';
/** Everything that only the backend may know. */
const SECRETS = {
  mlflow: 'mlflow-token-of-the-backend',
  server: 'model-server-token-of-the-backend',
  retraining: 'retraining-secret-of-the-backend',
};
const DAY_MS = 24 * 60 * 60 * 1000;
const dayBefore = days =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

let folder;
let repository;
let mlflow;
let stopModelServer;
let receiver;
let portal;
let browser;
let visitor;
let answers;
let monitor;

/** Prices rise by half: in what is scored, or in what is learned from. */
async function raisePrices(file) {
  const path = join(repository, 'data', file);
  const [header, ...rows] = (await readFile(path, 'utf8')).trim().split('\n');
  const at = header.split(',').indexOf('monthly_charge');
  const raised = rows.map(row => {
    const cells = row.split(',');
    cells[at] = (Number(cells[at]) * 1.5).toFixed(2);
    return cells.join(',');
  });
  await writeFile(path, `${[header, ...raised].join('\n')}\n`);
}

async function askMlflow(method, path, body) {
  const response = await fetch(`${mlflow.url}/api/2.0/mlflow/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  assert.equal(response.status, 200, await response.clone().text());
}

/** What a team's CI would be: takes the request to train, and checks whose it is. */
async function startReceiver() {
  const deliveries = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    const { headers } = request;
    deliveries.push({
      body: JSON.parse(body),
      isSigned:
        headers['x-plumbline-signature'] ===
        `sha256=${createHmac('sha256', SECRETS.retraining)
          .update(`${headers['x-plumbline-timestamp']}.${body}`)
          .digest('hex')}`,
    });
    response.writeHead(202).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/train`,
    deliveries,
    close: () => server.close(),
  };
}

const configOf = ({ modelPort }) =>
  JSON.stringify({
    mlflow: {
      instances: [{ name: 'main', url: mlflow.url, token: SECRETS.mlflow }],
    },
    catalog: {
      providers: {
        mlflow: {
          defaultOwner: 'group:default/ml-team',
          schedule: {
            frequency: { seconds: 10 },
            timeout: { minutes: 1 },
            initialDelay: { seconds: 1 },
          },
        },
      },
    },
    drift: {
      sources: { pipeline: { folder: join(repository, 'data') } },
      // The sample landscape is watched in a test of its own
      monitors: [],
      retraining: {
        pipeline: { url: receiver.url, secret: SECRETS.retraining },
      },
      playground: {
        churn: {
          url: `http://127.0.0.1:${modelPort}/invocations`,
          title: 'Churn, staging',
          entities: [MODEL],
          headers: { authorization: `Bearer ${SECRETS.server}` },
        },
      },
    },
  });

const document = JSON.stringify({
  apiVersion: 'plumbline.dev/v1alpha1',
  kind: 'DriftMonitor',
  metadata: { name: 'inputs' },
  spec: {
    entity: MODEL,
    baseline: {
      mlflow: { model: 'churn', alias: 'champion', artifact: 'baseline.csv' },
    },
    window: {
      source: 'pipeline',
      path: 'predictions/*.csv',
      timeColumn: 'scored_at',
      length: 'P1D',
    },
    columns: {
      tenure_months: 'numeric',
      monthly_charge: 'numeric',
      support_tickets: 'numeric',
      plan: 'categorical',
      prediction: 'categorical',
    },
    schedule: '30 5 * * *',
    alerts: { after: { windows: 1, of: 1 } },
    retrain: { webhook: 'pipeline', on: 'warn' },
  },
});

const api = async () => createApi(portal.url, await readGuestToken(portal.url));
const ask = async path => (await api()).mustRequest('GET', `drift${path}`);

/** The newest window is judged, and the run is over. */
async function runNow() {
  const { id } = await (
    await api()
  ).mustRequest('POST', `drift/monitors/${monitor.id}/runs`);
  return waitFor('the run', 60_000, async () => {
    const run = await ask(`/runs/${id}`);
    return run.finishedAt ? run : undefined;
  });
}

/** A champion, six days of its predictions with risen prices in the last two, and its server. */
async function makeHistory({ modelPort }) {
  await trainSample({ repository, url: mlflow.url });
  const days = [6, 5, 4, 3, 2, 1].map(dayBefore);
  await scoreSample({ repository, url: mlflow.url, days: days.slice(0, 4) });
  await raisePrices('scoring.csv');
  await scoreSample({ repository, url: mlflow.url, days: days.slice(4) });
  stopModelServer = await startModelServer({
    mlflow,
    model: 'models:/churn@champion',
    port: modelPort,
  });
}

before(async () => {
  if (skip) {
    return;
  }
  folder = await mkdtemp(join(tmpdir(), 'plumbline-mlflow-e2e-'));
  mlflow = await startMlflow();
  const { files } = await renderTemplate({
    template: 'ml-pipeline',
    parameters: { name: 'churn', owner: 'group:default/ml-team' },
  });
  repository = writeGenerated(join(folder, 'churn'), files);
  receiver = await startReceiver();
  const modelPort = await findFreePort();
  portal = await createPortal({ config: configOf({ modelPort }) });
  // Both are over, also when one has failed: what began is what `after` ends
  const beginnings = await Promise.allSettled([
    portal.start(),
    makeHistory({ modelPort }),
  ]);
  const failed = beginnings.find(({ status }) => status === 'rejected');
  if (failed) {
    throw failed.reason;
  }
  browser = await launchBrowser();
  visitor = await openVisitor(browser, { url: portal.url });
  answers = [];
  visitor.page.on('response', response => {
    if (new URL(response.url()).pathname.startsWith('/api/')) {
      answers.push(
        response.text().then(
          text => ({ url: response.url(), text }),
          // A page that was left takes its answers with it
          () => ({ url: response.url(), text: '' }),
        ),
      );
    }
  });
  await signInAsGuest(visitor.page);
});

after(async () => {
  await browser?.close();
  await portal?.remove();
  receiver?.close();
  await stopModelServer?.();
  await mlflow?.stop();
  if (folder) {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a registered model becomes an entity of the team', { skip }, async () => {
  const entity = await (await api()).waitForEntity(MODEL);
  assert.equal(entity.spec.type, 'ml-model');
  assert.equal(entity.spec.owner, 'group:default/ml-team');
});

test(
  'the rows that the champion was measured on are the baseline, and the rise is found',
  { skip },
  async () => {
    monitor = await (
      await api()
    ).mustRequest('POST', 'drift/monitors', { document });
    const run = await runNow();
    assert.equal(run.state, 'finished', run.error);
    assert.equal(run.rowsReference, 1000);
    assert.equal(run.status, 'warn');
    const { baseline, columns, openAlertId } = await ask(
      `/monitors/${monitor.id}`,
    );
    assert.equal(
      baseline.description,
      'MLflow, version 1 of churn (champion), baseline.csv',
    );
    assert.ok(columns.worst.includes('monthly_charge'), columns.worst);
    assert.ok(openAlertId);
  },
);

test(
  'the windows from before the rise are judged by themselves, and did not drift',
  { skip },
  async () => {
    const points = await waitFor('the past', 120_000, async () => {
      const history = await ask(`/monitors/${monitor.id}/history`);
      const answered = history.points.filter(
        ({ status }) => status !== 'unknown',
      );
      return answered.length === 6 ? answered : undefined;
    });
    assert.deepEqual(
      points.map(({ status }) => status),
      ['ok', 'ok', 'ok', 'ok', 'warn', 'warn'],
    );
  },
);

test(
  'the card of the model says what drifted, and home that it waits for somebody',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(PAGE);
    await page
      .getByRole('link', { name: /of 5 features drifted/ })
      .first()
      .waitFor();
    await takePicture(page, 'mlflow-card');
    await page.goto('/');
    await page
      .getByRole('list', { name: 'What needs you' })
      .getByText('drift: monthly_charge')
      .waitFor();
    await takePicture(page, 'mlflow-home');
  },
);

test(
  'the model server answers in the playground, with a form from the signature',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(`${PAGE}/drift?view=playground`);
    await page.getByLabel('monthly_charge').fill('900');
    await page.getByText(/Above everything in the baseline/).waitFor();
    assert.equal(await page.getByLabel('customer_id').count(), 0);
    assert.equal(await page.getByLabel('probability').count(), 0);
    await page.getByRole('button', { name: /Ask the model/ }).click();
    await page.getByText(/^Answered in \d+ ms\.$/).waitFor();
    await page
      .getByLabel('Answer')
      .getByText(/"predictions"/)
      .waitFor();
    await takePicture(page, 'mlflow-playground');
  },
);

test(
  'somebody acknowledges the alert and approves another training, which the pipeline is asked for',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(`${PAGE}/drift?view=alerts`);
    await page.getByRole('button', { name: 'Approve training' }).click();
    await page
      .getByText(/approved/)
      .first()
      .waitFor();
    await page
      .getByRole('textbox', { name: 'Note' })
      .fill('Prices rose on Monday.');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByText(/acknowledged it: Prices rose/).waitFor();
    await takePicture(page, 'mlflow-alerts');
    const [delivery] = await waitFor('the request to train', 90_000, () =>
      receiver.deliveries.length > 0 ? receiver.deliveries : undefined,
    );
    assert.equal(delivery.isSigned, true);
    assert.equal(delivery.body.entityRef, MODEL);
  },
);

test(
  'the next version becomes the champion, and the monitor follows the alias',
  { skip },
  async () => {
    await raisePrices('training.csv');
    await trainSample({ repository, url: mlflow.url });
    // The pipeline promotes what is better on held-out rows; here a person decides
    await askMlflow('POST', 'registered-models/alias', {
      name: 'churn',
      alias: 'champion',
      version: '2',
    });
    await scoreSample({ repository, url: mlflow.url, days: [dayBefore(1)] });
    const run = await runNow();
    assert.equal(run.state, 'finished', run.error);
    assert.equal(run.status, 'ok', run.headline);
    const { versions, failures } = await ask(
      `/models/versions?entity=${MODEL}`,
    );
    assert.deepEqual(failures, []);
    assert.deepEqual(
      versions.map(({ version, aliases, drift }) => ({
        version,
        aliases: aliases.toSorted(),
        drift: drift.status,
      })),
      [
        { version: '2', aliases: ['candidate', 'champion'], drift: 'ok' },
        { version: '1', aliases: [], drift: 'warn' },
      ],
    );
  },
);

test(
  'two versions stand side by side, with metrics, alias and drift',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(`${PAGE}/drift?view=versions`);
    await page.getByRole('table', { name: 'Drift' }).waitFor();
    const cellsOf = async (table, row) =>
      page
        .getByRole('table', { name: table })
        .getByRole('row', { name: row })
        .getByRole('cell')
        .allInnerTexts();
    const [, first, second] = await cellsOf('Metrics', /roc_auc/);
    assert.match(`${first} ${second}`, /^0\.\d+ 0\.\d+$/);
    const verdicts = await cellsOf('Drift', /Verdict/);
    assert.match(verdicts[1], /warn/);
    assert.match(verdicts[2], /ok/);
    await page
      .getByText(/Version 2.*champion/)
      .first()
      .waitFor();
    await takePicture(page, 'mlflow-versions');
  },
);

test(
  'the time axis shows when versions and baselines came',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(`${PAGE}/drift`);
    await page.getByText('Share of drifted features over time').waitFor();
    await page.getByText('Version 2 registered').first().waitFor();
    await page
      .getByText(/Training approved by guest/)
      .first()
      .waitFor();
    await takePicture(page, 'mlflow-history');
  },
);

test('nothing that the browser got holds a secret', { skip }, async () => {
  const all = await Promise.all(answers);
  assert.ok(all.some(({ url }) => url.includes('/models/versions')));
  for (const { url, text } of all) {
    for (const secret of Object.values(SECRETS)) {
      assert.ok(!text.includes(secret), `${url} holds ${secret}`);
    }
  }
});

test('no page complained', { skip }, () => {
  assert.deepEqual(visitor.complaints, []);
});
