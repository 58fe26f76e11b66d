import { REDIRECT_URI } from './startIdentityProvider';

export type Answer = {
  error?: { name: string; message: string };
  response?: {
    profile: { email?: string };
    providerInfo: { idToken: string; accessToken: string };
    backstageIdentity: {
      token: string;
      identity: { userEntityRef: string; ownershipEntityRefs: string[] };
    };
  };
};

/** A browser reduced to what a sign-in needs: it follows redirects and keeps cookies. */
export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async signIn(portal: string): Promise<Answer> {
    let url = `${portal}/api/auth/oidc/start?env=test&origin=http%3A%2F%2Fportal.example.com`;
    for (;;) {
      const response = await this.get(url);
      const location = response.headers.get('location');
      if (!location) {
        return readAnswer(await response.text());
      }
      url = new URL(location, url).href.replace(
        new URL(REDIRECT_URI).origin,
        portal,
      );
    }
  }

  async get(url: string, headers: Record<string, string> = {}) {
    const { origin } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map<string, string>();
    this.#cookies.set(origin, jar);
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        ...headers,
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name, ...value] = cookie.split(';')[0].split('=');
      jar.set(name, value.join('='));
    }
    return response;
  }
}

/** What the page of the popup tells the portal. */
function readAnswer(page: string): Answer {
  const match = /authResponse = decodeURIComponent\('([^']*)'\)/.exec(page);
  if (!match) {
    throw new Error(`not the page of a finished sign-in: ${page}`);
  }
  return JSON.parse(decodeURIComponent(match[1]));
}
