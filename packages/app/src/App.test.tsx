import { configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

// The whole app is loaded and compiled by the first test.
jest.setTimeout(240_000);
configure({ asyncUtilTimeout: 60_000 });

const BASE_URL = 'http://localhost:7007';

const encode = (part: object) =>
  Buffer.from(JSON.stringify(part)).toString('base64url');
const TOKEN = `${encode({ alg: 'ES256' })}.${encode({
  sub: 'user:default/guest',
  exp: 4_000_000_000,
})}.signature`;

const guest = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'guest', namespace: 'default' },
  spec: {},
  relations: [{ type: 'memberOf', targetRef: 'group:default/ml-team' }],
};
const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'ml-team', namespace: 'default' },
  spec: { type: 'team', profile: { displayName: 'ML team' } },
};
const service = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'scoring-api', namespace: 'default' },
  spec: { type: 'service' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/ml-team' }],
};
const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'service',
    namespace: 'default',
    title: 'Service',
    description: 'A web service that runs on the day it is born',
  },
};

/** The answers of the backends that the start of the app asks. */
function answer(url: URL): object | undefined {
  switch (url.pathname) {
    case '/api/auth/guest/refresh':
      return {
        providerInfo: {},
        profile: {},
        backstageIdentity: {
          token: TOKEN,
          identity: {
            type: 'user',
            userEntityRef: 'user:default/guest',
            ownershipEntityRefs: ['user:default/guest'],
          },
        },
      };
    case '/api/catalog/entities/by-name/user/default/guest':
      return guest;
    case '/api/catalog/entities/by-refs':
      return { items: [team] };
    case '/api/catalog/entities/by-query': {
      const isTemplates = url.search.includes('template');
      const items = isTemplates ? [template] : [service];
      return { items, totalItems: 1, pageInfo: {} };
    }
    case '/api/scaffolder/v2/tasks':
      return { tasks: [], totalTasks: 0 };
    case '/api/git-host/v1/repositories':
      return { items: [] };
    case '/api/drift/alerts':
      return { items: [] };
    case '/api/scans/overview':
      return { items: [], isComplete: true };
    case '/api/scans/decisions':
      return { items: [] };
    case '/api/cost/overview':
      return {
        month: '2026-11',
        metric: 'effective',
        convertibleTo: [],
        items: [],
        isComplete: true,
        sources: [],
      };
    case '/api/cost/summary':
      return {
        entityRef: 'group:default/ml-team',
        month: '2026-11',
        metric: 'effective',
        convertibleTo: [],
        currencies: [],
        members: 1,
        sources: [],
        provisionalFrom: null,
      };
    case '/api/notifications/status':
      return { unread: 0, read: 0 };
    default:
      return undefined;
  }
}

const asked: string[] = [];

beforeEach(() => {
  asked.length = 0;
  globalThis.fetch = async input => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    asked.push(url.pathname);
    const body = answer(url);
    return new Response(JSON.stringify(body ?? { error: {} }), {
      status: body ? 200 : 404,
      headers: { 'content-type': 'application/json' },
    });
  };
  const appConfig = [
    {
      context: 'test',
      data: {
        app: { title: 'Plumbline', baseUrl: BASE_URL },
        backend: { baseUrl: BASE_URL },
        auth: {
          providers: { guest: { userEntityRef: 'user:default/guest' } },
        },
      },
    },
  ];
  // The real environment would turn the list into text.
  process.env = { NODE_ENV: 'test', APP_CONFIG: appConfig as never };
});

it('lets a guest in and answers what is theirs, what needs them, what they can create', async () => {
  const { default: app } = await import('./App');
  render(app.createRoot());

  expect(
    await screen.findByText(/everybody who can reach this port/),
  ).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Enter' }));

  expect(
    await screen.findByText('Nothing needs you. Yours: 1 thing in 1 team.'),
  ).toBeInTheDocument();
  const mine = screen.getByRole('region', { name: 'Mine' });
  expect(within(mine).getByRole('link', { name: 'ML team' })).toHaveAttribute(
    'href',
    '/catalog/default/group/ml-team',
  );
  expect(
    within(mine).getByRole('link', { name: 'scoring-api' }),
  ).toBeInTheDocument();
  expect(
    within(screen.getByRole('region', { name: 'Create' })).getByRole('link', {
      name: 'Service',
    }),
  ).toHaveAttribute('href', '/create/templates/default/service');

  for (const [name, href] of [
    ['Home', '/'],
    ['Create', '/create'],
    ['Catalog', '/catalog'],
    ['Git', '/git'],
    ['Docs', '/docs'],
    ['Settings', '/settings'],
  ]) {
    const links = screen.getAllByRole('link', { name });
    expect(links.map(link => link.getAttribute('href'))).toContain(href);
  }
});

it('asks each question once, however many things there are', async () => {
  const { default: app } = await import('./App');
  render(app.createRoot());
  await screen.findByText('Nothing needs you. Yours: 1 thing in 1 team.');
  await screen.findByText(/A web service that runs/);
  const count = (path: string) => asked.filter(one => one === path).length;
  expect(count('/api/catalog/entities/by-query')).toBe(2);
  expect(count('/api/catalog/entities/by-refs')).toBe(2);
  expect(count('/api/git-host/v1/repositories')).toBe(1);
  expect(count('/api/drift/alerts')).toBe(1);
  expect(count('/api/scans/overview')).toBe(1);
  // Those to review, and those that end
  expect(count('/api/scans/decisions')).toBe(2);
  expect(count('/api/cost/overview')).toBe(1);
});
