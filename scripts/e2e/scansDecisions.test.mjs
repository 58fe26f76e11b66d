/**
 * What nobody decides alone: somebody of the owning team asks for a risk to be
 * accepted, somebody else agrees, each in a window of their own.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { findOptionalParts } from '../testing/optionalParts.mjs';
import { findFreePort } from '../testing/postgres.mjs';
import { createApi, waitFor } from './api.mjs';
import { launchBrowser, openVisitor, takePicture } from './browser.mjs';
import { startIdentityProvider } from './identityProvider.mjs';
import { createPortal } from './portal.mjs';

const skip = findOptionalParts().chromium.at ? false : 'Chromium is missing';
const ENTITY = 'component:default/ml-backend';
const PAGE = '/catalog/default/component/ml-backend/security';
const ASKS = 'ml-engineer';
const AGREES = 'platform-lead';
const REASON = 'Only the batch network reaches it until the upgrade on Monday';
const NOTE = 'Agreed until the upgrade';

const person = name => ({
  name,
  email: `${name}@example.com`,
  email_verified: true,
});

let portal;
let provider;
let browser;
let engineer;
let approver;

before(async () => {
  if (skip) {
    return;
  }
  const port = await findFreePort();
  portal = await createPortal({
    config: `auth:
  environment: production
  session:
    secret: end-to-end-session-secret
  providers:
    guest: null
    oidc:
      production:
        metadataUrl: http://localhost:${port}/.well-known/openid-configuration
        clientId: plumbline
        clientSecret: e2e-client-secret
`,
  });
  provider = await startIdentityProvider({
    port,
    redirectUri: `${portal.url}/api/auth/oidc/handler/frame`,
    people: { [ASKS]: person(ASKS), [AGREES]: person(AGREES) },
  });
  await portal.start();
  browser = await launchBrowser();
  engineer = await signIn(ASKS);
  approver = await signIn(AGREES);
});

after(async () => {
  await browser?.close();
  await portal?.remove();
  await provider?.stop();
});

/** The window of somebody, and the API as that person. A portal that has just begun may not know anybody yet. */
async function signIn(login) {
  const until = Date.now() + 180_000;
  for (;;) {
    const visitor = await openVisitor(browser, { url: portal.url });
    try {
      return { ...visitor, api: await enter(visitor, login) };
    } catch (error) {
      if (Date.now() > until) {
        throw error;
      }
      await visitor.context.close();
    }
  }
}

/** Signs in through the provider's own pages; answers the API as that person. */
async function enter({ page }, login) {
  let token;
  page.on('response', async response => {
    if (
      new URL(response.url()).pathname === '/api/auth/oidc/refresh' &&
      response.ok()
    ) {
      token = (await response.json()).backstageIdentity.token;
    }
  });
  await page.goto('/');
  const button = page.getByRole('button', { name: 'Sign in' });
  await button.waitFor();
  const [popup] = await Promise.all([
    page.waitForEvent('popup'),
    button.click(),
  ]);
  await popup.locator('input[name=login]').fill(login);
  await popup.locator('input[name=password]').fill('any');
  await popup.getByRole('button', { name: 'Sign-in' }).click();
  // What the portal asks for; then the window closes itself
  await popup.getByRole('button', { name: 'Continue' }).click();
  const greeted = () =>
    page.getByRole('heading', { level: 1 }).filter({ hasText: 'Good' });
  await greeted().waitFor();
  // The session renews itself with a token of its own
  await page.reload();
  await greeted().waitFor();
  return createApi(portal.url, token);
}

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

      const log = await portal.log();
      for (const name of [ASKS, AGREES]) {
        assert.match(
          log,
          new RegExp(`decision-(create|change).*${name}|${name}.*decision-`),
        );
      }
    });
  },
);
