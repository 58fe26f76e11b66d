import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createOverview, createRow } from '../../__testUtils__/costFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { CostPage } from '../CostPage/CostPage';

it('draws sizes that lead to each, with what is nobody’s, and names what has no size', async () => {
  renderCost(<CostPage />, {
    query: '?by=entity&month=2026-11',
    costApi: createCostApi({
      getOverview: async () =>
        createOverview({
          items: [
            ...createOverview().items,
            createRow({
              entityRef: 'component:default/refunded',
              amount: '-12.5',
            }),
          ],
        }),
    }),
  });
  const picture = await screen.findByRole('list', {
    name: 'Sizes of cost in EUR',
  });
  expect(
    within(picture)
      .getAllByRole('link')
      .map(link => [
        link.getAttribute('aria-label'),
        link.getAttribute('href'),
      ]),
  ).toEqual([
    [
      'checkout €412.30, 76\u00a0%, +17\u00a0% on the same days before',
      '/catalog/default/component/checkout/cost',
    ],
    ['search €100.10, 19\u00a0%', '/catalog/default/component/search/cost'],
    [
      'unattributed €22.00, 4.1\u00a0%',
      '/catalog/default/component/checkout/cost?by=entity&month=2026-11&view=unattributed',
    ],
    [
      'resource:lake €5.00, 0.9\u00a0%, ±0\u00a0% on the same days before',
      '/catalog/default/resource/lake/cost',
    ],
  ]);
  expect(
    screen.getByText('Credits have no size: refunded −€12.50.'),
  ).toBeVisible();
  expect(screen.getByRole('table', { name: 'Cost in EUR' })).toHaveTextContent(
    'refunded',
  );
});

it('names what cost something before and does not any more, and counts it no more', async () => {
  renderCost(<CostPage />, {
    costApi: createCostApi({
      getOverview: async () =>
        createOverview({
          items: [
            ...createOverview().items,
            createRow({
              entityRef: 'component:default/retired',
              amount: '0',
              direct: '0',
              previousSameDays: '77.7',
            }),
            createRow({
              entityRef: 'component:default/free',
              amount: '0',
              previousSameDays: '0',
            }),
          ],
        }),
    }),
  });
  const ceased = await screen.findByRole('list', {
    name: 'No longer costs anything',
  });
  expect(ceased).toHaveTextContent(
    /^retired €77.70 on the same days of October$/,
  );
  expect(
    screen.getByRole('heading', {
      name: 'Cost something in October, nothing so far in November',
    }),
  ).toBeVisible();
  expect(screen.getByRole('heading', { name: /^3 entities/ })).toBeVisible();
});

it('shows the dearest models with what one of what they do costs', async () => {
  renderCost(<CostPage />, {
    costApi: createCostApi({
      getModels: async () => ({
        month: '2026-11',
        metric: 'effective',
        isComplete: true,
        sources: [],
        items: [
          {
            entityRef: 'resource:default/credit-risk',
            ownerRef: 'group:default/ml-team',
            currency: 'EUR',
            amount: '420',
            previousMonth: '390',
            parts: [],
            perRun: null,
            perThousandPredictions: {
              amount: '0.42',
              used: '0.40',
              previous: '0.39',
            },
            perMillionTokens: null,
            runs: { count: null, reason: 'no run is known' },
            predictions: { count: 1_000_000, from: 'drift' },
            tokens: { count: null, reason: 'nothing counts them' },
          },
        ],
      }),
    }),
  });
  const models = await screen.findByRole('table', { name: 'Models in EUR' });
  expect(models).toHaveTextContent('credit-risk');
  expect(models).toHaveTextContent('€0.42');
  expect(screen.getByRole('link', { name: 'All models' })).toHaveAttribute(
    'href',
    '/catalog/default/component/checkout/cost?view=models',
  );
});

it('converts everything that it asks for', async () => {
  const getOverview = jest.fn(async () =>
    createOverview({
      convertibleTo: ['EUR', 'USD'],
      conversion: {
        to: 'USD',
        rates: [{ from: 'EUR', to: 'USD', rate: '1.1', day: '2026-11-20' }],
        withoutRate: [],
      },
      items: [createRow({ currency: 'USD' })],
      unattributed: [
        { source: 'cloud', currency: 'USD', amount: '24.2', reason: 'none' },
      ],
    }),
  );
  renderCost(<CostPage />, {
    query: '?currency=USD',
    costApi: createCostApi({ getOverview }),
  });
  expect(
    await screen.findByText(/1 EUR = 1.1 USD \(20 Nov 2026\)/),
  ).toBeVisible();
  expect(
    screen.getByRole('heading', { name: /another \$24.20 is unattributed/ }),
  ).toBeVisible();
  expect(getOverview).toHaveBeenCalledWith(
    expect.objectContaining({ currency: 'USD' }),
  );
});

it('draws the largest hundred rows, and all when asked', async () => {
  const items = Array.from({ length: 130 }, (_, index) =>
    createRow({
      entityRef: `component:default/service-${index}`,
      amount: `${1_000 - index}`,
    }),
  );
  renderCost(<CostPage />, {
    query: '?by=entity&month=2026-11',
    costApi: createCostApi({
      getOverview: async () => createOverview({ items }),
    }),
  });
  const table = await screen.findByRole('table', { name: 'Cost in EUR' });
  expect(within(table).getAllByRole('row')).toHaveLength(101);
  expect(screen.getByText('The 100 largest of 130 rows.')).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Show all 130' }));
  expect(within(table).getAllByRole('row')).toHaveLength(131);
  expect(screen.queryByRole('button', { name: /Show all/ })).toBeNull();
});
