/**
 * What nobody decides alone: somebody of the owning team asks for a risk to be
 * accepted, somebody else agrees, each in a window of their own.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { waitFor } from './api.mjs';
import { takePicture } from './browser.mjs';
import { openPortalFor } from './people.mjs';

const skip = findOptionalParts().chromium.at ? false : 'Chromium is missing';
const ENTITY = 'component:default/ml-backend';
const PAGE = '/catalog/default/component/ml-backend/security';
const ASKS = 'ml-engineer';
const AGREES = 'platform-lead';
const REASON = 'Only the batch network reaches it until the upgrade on Monday';
const NOTE = 'Agreed until the upgrade';

let opened;
let engineer;
let approver;

before(async () => {
  if (skip) {
    return;
  }
  opened = await openPortalFor([ASKS, AGREES]);
  engineer = opened.people[ASKS];
  approver = opened.people[AGREES];
});

after(() => opened?.close());

const panelOf = page => page.getByRole('complementary', { name: 'Finding' });

test(
  'accepting a critical risk takes two people, and both are on record',
  { skip },
  async t => {
    const { page, api } = engineer;
    const critical = await waitFor('the samples', 120_000, async () => {
      const { items } = await api.mustRequest(
        'GET',
        `scans/findings?entity=${ENTITY}&severity=critical`,
      );
      // Both scanners told about it, so that nothing about it changes any more
      return items.length === 1 && items[0].tools.length === 2
        ? items[0]
        : undefined;
    });
    const read = async () =>
      (await api.mustRequest('GET', `scans/findings/${critical.id}`)) ?? {};

    await t.test('somebody of the team asks; it stays open', async () => {
      await page.goto(`${PAGE}?finding=${critical.id}`);
      const panel = panelOf(page);
      await panel.getByRole('button', { name: 'Decide' }).click();
      await panel
        .getByText(/What is critical may stay for 30 days at most/)
        .waitFor();
      await panel.getByRole('textbox', { name: /Reason/ }).fill(REASON);
      await takePicture(page, 'security-decision-form');
      await panel.getByRole('button', { name: 'Save decision' }).click();
      await panel.getByText(/The decision waits for an approver/).waitFor();
      await takePicture(page, 'security-decision-proposed');
      const finding = await read();
      assert.equal(finding.state, 'open');
      assert.equal(finding.decisions[0].state, 'proposed');
    });

    await t.test('whoever asks cannot agree', async () => {
      await page.goto('/security?view=decisions');
      const waiting = page.getByRole('list', { name: 'Waiting for approval' });
      await waiting.getByText(REASON).waitFor();
      assert.equal(
        await waiting.getByRole('button', { name: 'Approve' }).count(),
        0,
      );
      const [{ id }] = (await read()).decisions;
      const refused = await api.request(
        'POST',
        `scans/decisions/${id}/actions`,
        { action: 'approve' },
      );
      assert.equal(refused.status, 403, refused.text);
      assert.equal((await read()).state, 'open');
    });

    await t.test('somebody else finds it at home, and agrees', async () => {
      const other = approver.page;
      await other.goto('/');
      await other
        .getByRole('list', { name: 'What needs you' })
        .getByText(new RegExp(`waits for your approval.*${ASKS}`))
        .waitFor();
      await takePicture(other, 'home-of-approver');
      await other
        .getByRole('list', { name: 'What needs you' })
        .getByRole('link', { name: new RegExp(critical.title) })
        .first()
        .click();
      const waiting = other.getByRole('list', { name: 'Waiting for approval' });
      await waiting.getByText(REASON).waitFor();
      await waiting.getByRole('textbox', { name: 'Note' }).fill(NOTE);
      await takePicture(other, 'security-decision-inbox');
      await waiting.getByRole('button', { name: 'Approve' }).click();
      await other
        .getByRole('list', { name: 'In force' })
        .getByText(`Reviewer: ${NOTE}`)
        .waitFor();
    });

    await t.test('it is accepted until a day, and says by whom', async () => {
      const finding = await waitFor('the decision', 30_000, async () => {
        const now = await read();
        return now.state === 'decided' ? now : undefined;
      });
      assert.equal(finding.decision, 'risk-accepted');
      const days =
        (Date.parse(finding.decisionExpiresAt) - Date.now()) / 86_400_000;
      assert.ok(days > 29 && days <= 31, `${days} days`);
      const [decision] = finding.decisions;
      assert.equal(decision.createdBy, `user:default/${ASKS}`);
      assert.equal(decision.reviewedBy, `user:default/${AGREES}`);
      const authors = finding.events.map(({ by }) => by);
      assert.ok(authors.includes(`user:default/${ASKS}`));
      assert.ok(authors.includes(`user:default/${AGREES}`));

      await page.goto(`${PAGE}?state=decided&finding=${critical.id}`);
      const history = panelOf(page).getByRole('table', { name: 'History' });
      await history.getByText(ASKS).first().waitFor();
      await history.getByText(AGREES).first().waitFor();
      await takePicture(page, 'security-decision-history');
      await panelOf(page)
        .getByText(new RegExp(`reviewed by ${AGREES}`))
        .waitFor();
      assert.deepEqual(engineer.complaints, []);
      assert.deepEqual(approver.complaints, []);

      const log = await opened.portal.log();
      for (const name of [ASKS, AGREES]) {
        assert.match(
          log,
          new RegExp(`decision-(create|change).*${name}|${name}.*decision-`),
        );
      }
    });
  },
);
