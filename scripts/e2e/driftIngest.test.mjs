/**
 * Predictions over HTTP on a portal that loses its power while they come: what
 * was acknowledged is there, what was not is taken once when it comes again.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import {
  lastHour,
  makeBatch,
  monitorDocument,
} from '../../bench/ingest/batches.mjs';
import { readGuestToken, waitFor } from './api.mjs';
import { createPortal } from './portal.mjs';

/** As an operator gives it to a model server: it may send, and nothing else. */
const SCORER = 'a-token-for-the-scorer-of-this-test';
const CONFIG = `
backend:
  auth:
    externalAccess:
      - type: static
        options: { token: ${SCORER}, subject: scorer }
        accessRestrictions:
          - { plugin: drift, permission: 'drift.read, drift.ingest' }
`;
const BATCHES = 40;
const ROWS = 2000;
const KILLS = 3;

let portal;
let monitor;

before(async () => {
  portal = await createPortal({ config: CONFIG });
  await portal.start();
  monitor = await waitFor('the sample model', 120_000, async () => {
    const response = await fetch(`${portal.url}/api/drift/monitors`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await readGuestToken(portal.url)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ document: monitorDocument('live') }),
    });
    return response.status === 201 ? response.json() : undefined;
  });
});
after(() => portal?.remove());

test('every batch counts once, whatever was killed when', async () => {
  const hour = lastHour(Date.now());
  const bodies = Array.from({ length: BATCHES }, (_, index) =>
    makeBatch({ prefix: `batch-${index}`, rows: ROWS, hour }),
  );
  const acknowledged = new Set();
  const send = async index => {
    const response = await fetch(
      `${portal.url}/api/drift/monitors/${monitor.id}/predictions`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${SCORER}`,
          'content-type': 'application/x-ndjson',
          'idempotency-key': `batch-${index}`,
        },
        body: bodies[index],
      },
    );
    const receipt = await response.json();
    assert.ok(response.ok, JSON.stringify(receipt));
    assert.equal(receipt.accepted, ROWS);
    // What was acknowledged before is known to have come before
    assert.ok(!acknowledged.has(index) || receipt.repeated);
    acknowledged.add(index);
  };

  for (let kill = 1; kill <= KILLS; kill += 1) {
    // Each time the power goes at another moment of the work
    const wanted = (acknowledged.size + 3 * kill) % BATCHES;
    const lost = [];
    const sending = Promise.all(
      bodies.map((_, index) => send(index).catch(error => lost.push(error))),
    );
    await waitFor('some receipts', 60_000, async () =>
      acknowledged.size >= Math.min(wanted, BATCHES - 1) || lost.length > 0
        ? true
        : undefined,
    );
    await portal.kill();
    await sending;
    assert.deepEqual(
      lost.filter(error => error instanceof assert.AssertionError),
      [],
    );
    await portal.start();
  }
  assert.ok(acknowledged.size > 0);

  const token = await readGuestToken(portal.url);
  await Promise.all(bodies.map((_, index) => send(index)));
  const ask = async (path, method) => {
    const response = await fetch(`${portal.url}/api/drift${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
    });
    assert.ok(response.ok, await response.clone().text());
    return response.json();
  };
  const activity = await ask(`/monitors/${monitor.id}/ingest`);
  assert.equal(activity.predictions, BATCHES * ROWS);

  const run = await ask(`/monitors/${monitor.id}/runs`, 'POST');
  const ended = await waitFor('the run', 60_000, async () => {
    const found = await ask(`/runs/${run.id}`);
    return found.finishedAt ? found : undefined;
  });
  assert.equal(ended.state, 'finished', JSON.stringify(ended));
  assert.equal(ended.rowsCurrent, BATCHES * ROWS);
});

test('the token of a model server opens nothing else', async () => {
  const call = async (path, method) => {
    const response = await fetch(`${portal.url}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${SCORER}` },
    });
    return response.status;
  };
  assert.equal(await call(`drift/monitors/${monitor.id}/runs`, 'POST'), 403);
  assert.equal(await call(`drift/monitors/${monitor.id}`, 'DELETE'), 403);
  assert.equal(await call('catalog/entities'), 403);
  assert.equal(await call('git-host/v1/repositories'), 403);
});
