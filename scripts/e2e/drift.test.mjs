/**
 * Drift of the sample models, as somebody sees it who has just typed
 * `npm start`: nothing is configured, the windows of the last thirty days are
 * judged by themselves.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { readGuestToken, waitFor } from './api.mjs';
import {
  launchBrowser,
  openVisitor,
  signInAsGuest,
  takePicture,
} from './browser.mjs';
import { createPortal } from './portal.mjs';

const skip = findOptionalParts().chromium.at ? false : 'Chromium is missing';
const MODEL = '/catalog/default/resource/credit-risk';

let portal;
let browser;
let visitor;
let monitor;

/** Asks the drift API as the guest, or as nobody. */
async function ask(path, options = {}) {
  const token =
    options.token === undefined
      ? await readGuestToken(portal.url)
      : options.token;
  return fetch(`${portal.url}/api/drift${path}`, {
    method: options.method,
    headers: token === '' ? {} : { authorization: `Bearer ${token}` },
  });
}

async function findMonitor(name) {
  const { items } = await (await ask('/monitors')).json();
  return items.find(item => item.name === name);
}

before(async () => {
  if (skip) {
    return;
  }
  portal = await createPortal();
  await portal.start();
  browser = await launchBrowser();
  visitor = await openVisitor(browser, { url: portal.url });
  await signInAsGuest(visitor.page);
});

after(async () => {
  await browser?.close();
  await portal?.remove();
});

test(
  'the sample models are judged without anybody asking',
  { skip },
  async () => {
    monitor = await waitFor('the verdict on credit-risk', 240_000, async () => {
      const found = await findMonitor('credit-risk');
      return found?.status === 'critical' ? found : undefined;
    });
    // The features warn; that four answers of ten are wrong by now is critical
    assert.match(monitor.headline, /^Accuracy fell from 0\.84\d to 0\.5\d+/);
    assert.match(monitor.headline, /3 of 11 features drifted/);
    assert.equal(monitor.performance.status, 'critical');
    assert.ok(monitor.columns.worst.includes('income'));
    const steady = await waitFor('demand-forecast', 120_000, async () => {
      const found = await findMonitor('demand-forecast');
      return found?.status === 'ok' ? found : undefined;
    });
    assert.equal(steady.columns.drifted, 0);
    assert.equal(steady.performance.status, 'ok');
    const silent = await waitFor('recommendations', 120_000, async () => {
      const found = await findMonitor('recommendations');
      return found?.unknownReason ? found : undefined;
    });
    assert.equal(silent.status, 'unknown');
  },
);

test('nobody reads it without signing in', { skip }, async () => {
  assert.equal((await ask('/monitors', { token: '' })).status, 401);
});

test(
  'the page of the model shows what drifted, since when and why',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(MODEL);
    await page
      .getByText(/3 of 11 features drifted/)
      .first()
      .waitFor();
    await page.goto(`${MODEL}/drift`);
    await page.getByText('Share of drifted features over time').waitFor();
    await page.getByRole('row', { name: /income/ }).waitFor();
    await page.getByText(/^Kept: \d+ promises \(2000 rows\)\.$/).waitFor();
    await takePicture(page, 'drift-tab');
    await page.goto(`${MODEL}/drift?feature=region`);
    await page.getByText('Reference and current').first().waitFor();
    await page.getByText('islands').first().waitFor();
    await takePicture(page, 'drift-feature');
  },
);

test(
  'performance is realised where labels came and estimated where not',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(`${MODEL}/drift?view=performance`);
    await page.getByText('realised, from labels', { exact: true }).waitFor();
    await page
      .getByText('estimated, without labels', { exact: true })
      .waitFor();
    await page.getByText('labels without a prediction').waitFor();
    await takePicture(page, 'drift-performance');
    const response = await ask(`/monitors/${monitor.id}/performance`);
    const { points } = await response.json();
    const accuracy = kind =>
      points.filter(
        point => point.metric === 'accuracy' && point.kind === kind,
      );
    // The labels of the last three days have not come yet
    assert.ok(accuracy('realised').length < accuracy('estimated').length);
    assert.equal(accuracy('realised').at(-1).status, 'critical');
    // Before the incomes changed nothing was worse
    assert.equal(accuracy('realised').at(0).status, 'ok');
  },
);

test(
  'a member of the owning team starts a run from the page',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto(`${MODEL}/drift?view=runs`);
    await page.getByRole('button', { name: 'Run now' }).click();
    const run = await waitFor('the run', 60_000, async () => {
      const { items } = await (
        await ask(`/monitors/${monitor.id}/runs`)
      ).json();
      return items.find(
        item => item.trigger === 'person' && item.state === 'finished',
      );
    });
    assert.equal(run.startedBy, 'user:default/guest');
    const file = await (await ask(`/runs/${run.id}/export?format=csv`)).text();
    assert.match(file, /income/);
  },
);

test(
  'the page of the team lists its models, what needs action first',
  { skip },
  async () => {
    const { page } = visitor;
    await page.goto('/catalog/default/group/ml-team/team-drift');
    await page.getByRole('row', { name: /credit-risk/ }).waitFor();
    await takePicture(page, 'drift-team');
  },
);

test('no page complained', { skip }, () => {
  assert.deepEqual(visitor.complaints, []);
});
