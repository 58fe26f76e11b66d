/**
 * Costs as people of two teams see them who have just started the portal: the
 * figures of the pages are those of the API and of the bills, to the last digit.
 */
import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { waitFor } from './api.mjs';
import { readCloudBills, sumOf } from './bills.mjs';
import { takePicture } from './browser.mjs';
import { openPortalFor } from './people.mjs';

const skip = findOptionalParts().chromium.at ? false : 'Chromium is missing';
/** Paid by the cloud account alone, so that its rows can be added up by hand. */
const ENTITY = 'resource:default/ml-artifacts';
const TAB = '/catalog/default/resource/ml-artifacts/cost';
const TEAM_TAB = '/catalog/default/group/ml-team/cost';
const FOREIGN_TAB = '/catalog/default/component/frontend/cost';

const MEMBER = 'ml-engineer';
const ADMINISTRATOR = 'platform-engineer';

let opened;
let data;
let member;
let administrator;
let month;

before(async () => {
  if (skip) {
    return;
  }
  opened = await openPortalFor([MEMBER, ADMINISTRATOR]);
  data = opened.portal.data;
  member = opened.people[MEMBER];
  administrator = opened.people[ADMINISTRATOR];
  const { api } = administrator;
  await api.waitForEntity(ENTITY);
  const overview = await waitFor('the sample bills', 180_000, async () => {
    const { status, json } = await api.request('GET', 'cost/overview');
    const isRead =
      status === 200 &&
      json.sources.every(({ state }) => state === 'ok') &&
      json.items.some(({ entityRef }) => entityRef === ENTITY);
    if (isRead) {
      return json;
    }
    // What was read before the catalog knew everything is read again at once
    for (const { source } of status === 200 ? json.sources : []) {
      await api.request('POST', 'cost/imports', { source });
    }
    await new Promise(resolve => setTimeout(resolve, 3000));
    return undefined;
  });
  month = overview.month;
  // Who owns what is read from the catalog soon after the start
  await waitFor('the owners', 240_000, async () => {
    const { json } = await member.api.request('GET', 'cost/overview');
    return json?.items?.length > 0 || undefined;
  });
});

after(() => opened?.close());

/** Exact amounts stand behind the rounded ones, for who points at them. */
const exactly = (amount, currency) =>
  `${amount} ${currency}`.replace(/^-/, '−');

const exactAmounts = locator =>
  locator
    .locator('[title$=" EUR"]')
    .evaluateAll(spans => spans.map(({ title }) => title));

test(
  'the tab of an entity shows what its rows of the bill add up to',
  { skip },
  async () => {
    const { page, api } = member;
    const own = (await readCloudBills(data, month)).filter(
      ({ Tags }) => JSON.parse(Tags || '{}')['plumbline.dev/entity'] === ENTITY,
    );
    const bill = sumOf(own.map(({ EffectiveCost }) => EffectiveCost));
    const summary = await api.mustRequest(
      'GET',
      `cost/summary?entity=${ENTITY}`,
    );
    const [cost] = summary.currencies;
    assert.equal(cost.amount, bill);

    await page.goto(TAB);
    const parts = page.getByRole('table', {
      name: 'What it is made of in EUR',
    });
    await parts.waitFor();
    const shown = await exactAmounts(parts);
    for (const { amount } of cost.parts) {
      assert.ok(shown.includes(exactly(amount, 'EUR')), `${amount} is shown`);
    }
    const sums = page.getByRole('list', {
      name: 'Own, shared and idle in EUR',
    });
    assert.deepEqual(
      await exactAmounts(sums),
      [cost.direct, cost.shared, cost.idle].map(amount =>
        exactly(amount, 'EUR'),
      ),
    );
    // The table twin of the chart has every day of the month
    await page.getByRole('button', { name: /^Table of Daily cost/ }).click();
    const days = await api.mustRequest(
      'GET',
      `cost/days?entity=${ENTITY}&from=${month}-01&to=${month}-28`,
    );
    const [, ...rows] = await page
      .getByRole('table', { name: /^Daily cost/ })
      .getByRole('row')
      .allInnerTexts();
    assert.ok(rows.length >= 28);
    const [{ day, amount }] = days.currencies[0].series[0].days;
    const money = new Intl.NumberFormat('en', {
      style: 'currency',
      currency: 'EUR',
    }).format(amount);
    const row = rows.find(text => text.startsWith(`${Number(day.slice(8))} `));
    assert.ok(row.includes(money), `${day}: ${row} has ${money}`);
    await takePicture(page, 'cost-tab');
  },
);

test(
  'the overview shows figures of the API, and every cent of the bill is somewhere',
  { skip },
  async () => {
    const { page, api } = administrator;
    const overview = await api.mustRequest('GET', 'cost/overview');
    const bill = sumOf(
      (await readCloudBills(data, month)).map(
        ({ EffectiveCost }) => EffectiveCost,
      ),
    );
    const line = overview.reconciliation.find(
      ({ source }) => source === 'cloud',
    );
    assert.equal(line.total, bill);
    assert.equal(
      sumOf([line.attributed, line.shared, line.idle, line.unattributed]),
      bill,
    );
    assert.equal(line.difference, '0');

    await page.goto('/cost?by=entity');
    const table = page.getByRole('table', { name: 'Cost in EUR' });
    await table.waitFor();
    const shown = await exactAmounts(table);
    for (const { amount, entityRef } of overview.items) {
      assert.ok(
        shown.includes(exactly(amount, 'EUR')),
        `${entityRef} ${amount}`,
      );
    }
    await page
      .getByTitle(exactly(bill, 'EUR'))
      .filter({ hasText: '€' })
      .first()
      .waitFor();
    // The picture leads where the table does
    const sizes = page.getByRole('list', { name: 'Sizes of cost in EUR' });
    await sizes.getByRole('link', { name: /^unattributed/ }).click();
    await page.getByRole('table', { name: 'Unattributed cost' }).waitFor();
    await takePicture(page, 'cost-unattributed');
  },
);

test('a team sees its sum, what moved and why', { skip }, async () => {
  const { page, api } = member;
  const team = await api.mustRequest(
    'GET',
    'cost/summary?entity=group:default/ml-team',
  );
  const { items } = await api.mustRequest(
    'GET',
    'cost/overview?owner=group:default/ml-team',
  );
  assert.equal(
    team.currencies[0].amount,
    sumOf(items.map(({ amount }) => amount)),
  );
  const movers = await api.mustRequest(
    'GET',
    'cost/movers?owner=group:default/ml-team',
  );
  await page.goto(TEAM_TAB);
  const members = page.getByRole('table', { name: /What belongs to it/ });
  await members.waitFor();
  const shown = await exactAmounts(members);
  for (const { amount, entityRef } of items) {
    assert.ok(shown.includes(exactly(amount, 'EUR')), `${entityRef} ${amount}`);
  }
  const [first] = await page
    .getByRole('list', { name: 'Moved most in EUR' })
    .getByRole('listitem')
    .allInnerTexts();
  assert.ok(first.startsWith(movers.items[0].entityRef.split('/')[1]));
  assert.match(first, /by service|by resource|by category/);
  await takePicture(page, 'cost-team');
});

test(
  'what is looked at is in the address, and survives a reload',
  { skip },
  async () => {
    const { page } = member;
    const choose = async (label, option) => {
      await page.getByRole('button', { name: new RegExp(`${label}$`) }).click();
      await page.getByRole('option', { name: option, exact: true }).click();
    };
    const chosen = label =>
      page.getByRole('button', { name: new RegExp(`${label}$`) }).innerText();
    await page.goto(TAB);
    await choose('By', 'service');
    await choose('Chart', 'running total');
    await choose('Cost', 'list price');
    const query = new URL(page.url()).searchParams;
    assert.equal(query.get('group'), 'service');
    assert.equal(query.get('chart'), 'total');
    assert.equal(query.get('metric'), 'list');
    await page.reload();
    await page.getByText(/cost until each day, by service/).waitFor();
    assert.match(await chosen('By'), /^service/);
    assert.match(await chosen('Chart'), /^running total/);
    assert.match(await chosen('Cost'), /^list price/);
  },
);

test(
  'a member sees what their team pays, and nothing of another',
  { skip },
  async () => {
    const { page, api } = member;
    const foreign = await api.request(
      'GET',
      'cost/summary?entity=component:default/frontend',
    );
    assert.equal(foreign.status, 404);
    assert.equal((await api.request('GET', 'cost/imports')).status, 403);
    const { items, unattributed } = await api.mustRequest(
      'GET',
      'cost/overview',
    );
    assert.ok(items.length > 0);
    assert.equal(unattributed, undefined);
    assert.deepEqual(
      [...new Set(items.map(({ ownerRef }) => ownerRef))],
      ['group:default/ml-team'],
    );
    await page.goto(FOREIGN_TAB);
    await page.getByText(/is shown to the team that owns it/).waitFor();
    assert.equal(await page.getByText('€').count(), 0);
    await page.goto('/cost?by=entity');
    const table = page.getByRole('table', { name: 'Cost in EUR' });
    await table.waitFor();
    assert.equal(
      await table.getByRole('link', { name: 'frontend' }).count(),
      0,
    );
    await page.goto('/cost?view=unattributed');
    await page
      .getByText(/shown to platform administrators and finance/)
      .waitFor();
  },
);

test(
  'a broken file is named in the import log, and the old figures stay',
  { skip },
  async () => {
    const { page, api } = administrator;
    const before = await api.mustRequest('GET', 'cost/overview');
    const broken = join(data, 'samples', 'cost', 'cloud', 'not-a-bill.csv');
    await writeFile(broken, 'shopping,list\nbread,2\n');
    try {
      await page.goto('/cost?view=imports');
      await page
        .getByRole('button', { name: 'Read now: Cloud account' })
        .click();
      const log = page.getByRole('list', { name: 'Imports' });
      const refused = log
        .getByRole('listitem')
        .filter({ hasText: 'what was there stays' });
      await refused.first().waitFor({ timeout: 60_000 });
      assert.match(await refused.first().innerText(), /not-a-bill\.csv/);
      const now = await api.mustRequest('GET', 'cost/overview');
      assert.deepEqual(now.items, before.items);
      assert.deepEqual(now.reconciliation, before.reconciliation);
      await takePicture(page, 'cost-imports');
      // Administrators are told where they look first
      await page.goto('/');
      await page
        .getByRole('list', { name: 'What needs you' })
        .getByText(/cost: the source could not be read/)
        .waitFor();
    } finally {
      await rm(broken);
    }
  },
);

test(
  'a phone shows all of it without scrolling sideways',
  { skip },
  async () => {
    const { page } = administrator;
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path, words] of [
      [TEAM_TAB, /Where the figures come from/],
      ['/cost', /Where every cent went/],
      ['/cost?view=imports', /Read now/],
    ]) {
      await page.goto(path);
      await page.getByText(words).first().waitFor();
      const width = await page.evaluate(
        () => document.documentElement.scrollWidth,
      );
      assert.ok(width <= 390, `${path} is ${width} px wide`);
    }
  },
);

test('no page failed, and no request left the portal', { skip }, () => {
  assert.deepEqual([...member.complaints, ...administrator.complaints], []);
});
