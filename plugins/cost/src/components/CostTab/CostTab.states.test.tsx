import { screen } from '@testing-library/react';
import {
  createCost,
  createSource,
  createSummary,
} from '../../__testUtils__/costFixtures';
import {
  createCostApi,
  createRefusal,
  renderCost,
} from '../../__testUtils__/renderCost';
import { CostTab } from './CostTab';

it('takes never attributed for unknown, and shows the tag that changes it', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () => createSummary({ currencies: [] }),
    }),
  });
  expect(
    await screen.findByText(/That is not zero: nobody knows/),
  ).toBeVisible();
  expect(screen.getByText('plumbline.dev/entity: checkout')).toBeVisible();
  expect(screen.getByText(/cost-tags: app=checkout/)).toBeVisible();
  expect(screen.getByRole('list', { name: 'Sources' })).toBeVisible();
});

it('says what to configure where there is no source', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () => createSummary({ currencies: [], sources: [] }),
    }),
  });
  expect(await screen.findByText(/folder: \/path/)).toBeVisible();
});

it('says that a source failed or is old', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () =>
        createSummary({
          sources: [
            createSource({ state: 'failed', message: 'no such folder' }),
            createSource({ source: 'k8s', title: 'Cluster', state: 'stale' }),
          ],
        }),
    }),
  });
  const sources = await screen.findByRole('list', { name: 'Sources' });
  expect(sources).toHaveTextContent(
    'the last attempt failed: no such folder; known until 20 Nov',
  );
  expect(sources).toHaveTextContent('warnClusterstale, known until 20 Nov');
  // Said where the figures are as well
  expect(screen.getByText('Cluster: stale, known until 20 Nov')).toBeVisible();
});

it('does not make a failure look like no cost', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
  expect(screen.queryByText(/€/)).toBeNull();
});

it('shows the sums when only the days failed', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getDays: async () => {
        throw new Error('too many days');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent('too many days');
  expect(screen.getByRole('heading', { name: /€412/ })).toBeVisible();
});

it('does not call a month that somebody chose never attributed', async () => {
  renderCost(<CostTab />, {
    query: '?month=2025-01&metric=list',
    costApi: createCostApi({
      getSummary: async () =>
        createSummary({ month: '2025-01', currencies: [] }),
    }),
  });
  expect(
    await screen.findByRole('link', {
      name: 'Show the last month that is known',
    }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/component/checkout/cost?metric=list',
  );
  expect(screen.queryByText(/plumbline.dev/)).toBeNull();
});

it.each([
  ['never', undefined, /No source was read yet/],
  ['failed', 'no such folder', /None of the sources could be read/],
] as const)(
  'tells sources that %s from an entity without tags',
  async (state, message, words) => {
    renderCost(<CostTab />, {
      costApi: createCostApi({
        getSummary: async () =>
          createSummary({
            currencies: [],
            sources: [
              createSource({ state, message, readAt: null, lastDay: null }),
            ],
          }),
      }),
    });
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.queryByText(/plumbline.dev/)).toBeNull();
  },
);

it('says which days are no longer kept, and that sums are', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () =>
        createSummary({
          daysKeptFrom: '2026-10-15',
          currencies: [createCost()],
        }),
      getDays: async () => ({ daysKeptFrom: '2026-10-15', currencies: [] }),
    }),
  });
  expect(
    await screen.findByText(
      'Days before 15 Oct 2026 are no longer kept: what October was made of is not known in full, to compare with; the sums of both months are complete.',
    ),
  ).toBeVisible();
  expect(
    await screen.findByText('Days before 15 Oct 2026 are no longer kept.'),
  ).toBeVisible();
});

it('says whose it is to others, without an alarm', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () => {
        throw createRefusal('NotFoundError');
      },
    }),
  });
  expect(
    await screen.findByText(/is shown to the team that owns it/),
  ).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByRole('button', { name: /Month$/ })).toBeNull();
});
