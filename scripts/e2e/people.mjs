import { findFreePort } from '../testing/postgres.mjs';
import { createApi } from './api.mjs';
import { launchBrowser, openVisitor } from './browser.mjs';
import { startIdentityProvider } from './identityProvider.mjs';
import { createPortal } from './portal.mjs';

const person = name => ({
  name,
  email: `${name}@example.com`,
  email_verified: true,
});

/**
 * A portal that people of the sample landscape sign in to with an identity
 * provider, each in a window of their own.
 *
 * @param {string[]} names of users of the catalog
 * @param {Record<string, object>} [strangers] whom only the provider knows, by
 *   login; `knock` leads them to the portal's door
 */
export async function openPortalFor(names, strangers = {}) {
  const port = await findFreePort();
  const portal = await createPortal({
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
  const provider = await startIdentityProvider({
    port,
    redirectUri: `${portal.url}/api/auth/oidc/handler/frame`,
    people: {
      ...Object.fromEntries(names.map(name => [name, person(name)])),
      ...strangers,
    },
  });
  let browser;
  const close = async () => {
    await browser?.close();
    await portal.remove();
    await provider.stop();
  };
  try {
    await portal.start();
    browser = await launchBrowser();
    const people = {};
    for (const name of names) {
      people[name] = await signIn({ browser, portal, name });
    }
    const knock = async login => {
      const visitor = await openVisitor(browser, { url: portal.url });
      await passProvider(visitor, login);
      return visitor;
    };
    return { portal, people, knock, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The window of somebody, and the API as that person. A portal that has just begun may not know anybody yet. */
async function signIn({ browser, portal, name }) {
  const until = Date.now() + 180_000;
  for (;;) {
    const visitor = await openVisitor(browser, { url: portal.url });
    try {
      const token = await enter(visitor, name);
      return { ...visitor, api: createApi(portal.url, token) };
    } catch (error) {
      if (Date.now() > until) {
        throw error;
      }
      await visitor.context.close();
    }
  }
}

/** Signs in through the provider's own pages; answers what reads the token that the portal gave for it. */
async function passProvider({ page }, login) {
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
  return () => token;
}

/** Signs in and is greeted; answers the token of that person. */
async function enter(visitor, login) {
  const { page } = visitor;
  const readToken = await passProvider(visitor, login);
  const greeted = () =>
    page.getByRole('heading', { level: 1 }).filter({ hasText: 'Good' });
  await greeted().waitFor();
  // The session renews itself with a token of its own
  await page.reload();
  await greeted().waitFor();
  return readToken();
}
