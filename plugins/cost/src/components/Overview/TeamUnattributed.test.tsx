import { screen, waitFor, within } from '@testing-library/react';
import {
  createCost,
  createOverview,
  createSummary,
} from '../../__testUtils__/costFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { TeamUnattributed } from './TeamUnattributed';

const summary = createSummary({ entityRef: 'group:default/core-team' });
const view = {
  group: 'serviceCategory',
  chart: 'day',
  metric: 'billed',
} as const;

const createApi = (unattributed = createOverview().unattributed) => {
  const getSummary = jest.fn(async () =>
    createSummary({
      currencies: [
        createCost({
          parts: [{ key: 'sandbox', amount: '7', previous: null }],
        }),
      ],
    }),
  );
  return {
    getSummary,
    costApi: createCostApi({
      getSummary,
      getOverview: async () => createOverview({ unattributed }),
    }),
  };
};

it('lists what is nobody’s in the accounts that a team pays, and nothing of others', async () => {
  const { costApi, getSummary } = createApi();
  renderCost(<TeamUnattributed summary={summary} view={view} />, { costApi });
  const table = await screen.findByRole('table', {
    name: 'Not attributed in its accounts',
  });
  const [, ...rows] = within(table).getAllByRole('row');
  expect(rows.map(row => row.textContent)).toEqual([
    'sandboxObject Storage–€2.00No rule matches.',
  ]);
  expect(
    screen.getByRole('heading', {
      name: 'Not attributed in the accounts that it pays: €2.00',
    }),
  ).toBeVisible();
  expect(getSummary).toHaveBeenCalledWith(
    expect.objectContaining({
      entity: 'group:default/core-team',
      group: 'account',
      metric: 'billed',
    }),
  );
});

it('shows nothing to who may not know', async () => {
  const { getSummary } = createApi();
  const costApi = createCostApi({
    getSummary,
    getOverview: async () => createOverview({ unattributed: undefined }),
  });
  renderCost(<TeamUnattributed summary={summary} view={view} />, { costApi });
  await waitFor(() => expect(getSummary).toHaveBeenCalled());
  expect(screen.queryByRole('table')).toBeNull();
});
