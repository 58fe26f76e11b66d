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
import { CostCard } from './CostCard';

const TAB = '/catalog/default/component/checkout/cost';

it('shows status, cost, forecast of the budget and trend, and leads to the tab', async () => {
  renderCost(<CostCard />);
  expect(
    await screen.findByRole('link', { name: '€412 this month' }),
  ).toHaveAttribute('href', TAB);
  expect(screen.getByText('ok')).toBeVisible();
  expect(screen.getByText('forecast €690 of €800')).toBeVisible();
  expect(
    screen.getByText('+17 % on the same days of last month'),
  ).toBeVisible();
});

it('has no status without a budget, and says which source is old', async () => {
  renderCost(<CostCard />, {
    costApi: createCostApi({
      getSummary: async () =>
        createSummary({
          currencies: [createCost({ budget: null })],
          sources: [createSource({ state: 'stale' })],
        }),
    }),
  });
  expect(await screen.findByText('forecast €690')).toBeVisible();
  expect(screen.queryByText('ok')).toBeNull();
  expect(
    screen.getByText('Cloud account: stale, known until 20 Nov'),
  ).toBeVisible();
});

it('shows never attributed as unknown, with the way to change it', async () => {
  renderCost(<CostCard />, {
    costApi: createCostApi({
      getSummary: async () => createSummary({ currencies: [] }),
    }),
  });
  expect(
    await screen.findByRole('link', { name: 'How to attribute cost' }),
  ).toHaveAttribute('href', TAB);
  expect(screen.getByText('unknown')).toBeVisible();
});

it('says that it is not known when the backend does not answer', async () => {
  renderCost(<CostCard />, {
    costApi: createCostApi({
      getSummary: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
});

it('says whose it is to others, without an alarm', async () => {
  renderCost(<CostCard />, {
    costApi: createCostApi({
      getSummary: async () => {
        throw createRefusal('NotFoundError');
      },
    }),
  });
  expect(
    await screen.findByText('Shown to the team that owns it.'),
  ).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});
