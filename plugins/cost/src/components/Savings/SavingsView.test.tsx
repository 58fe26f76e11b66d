import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createAdvice,
  createAdviceList,
  createWithheld,
} from '../../__testUtils__/adviceFixtures';
import { createOverview } from '../../__testUtils__/costFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { CostApi } from '../../api/CostApi';
import { SavingsView } from './SavingsView';

const overview = {
  value: createOverview(),
  isLoading: false,
  reload: () => {},
};

function renderSavings(
  getAdvice: CostApi['getAdvice'],
  options: { query?: string; getAdvicePatch?: CostApi['getAdvicePatch'] } = {},
) {
  const { query, ...rest } = options;
  return renderCost(<SavingsView overview={overview} />, {
    query,
    costApi: createCostApi({ getAdvice, ...rest }),
  });
}

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );

it('answers with the sum of each currency, then lists in the order of the backend', async () => {
  renderSavings(async () => createAdviceList());
  expect(
    await screen.findByRole('heading', {
      name: 'Up to €312 and $40.00 per month could be saved.',
    }),
  ).toBeVisible();
  expect(
    screen.getByText(/^Potential: saved once nodes can go\./),
  ).toHaveTextContent('What has no known price is not counted.');
  const table = screen.getByRole('table', { name: 'Suggestions' });
  expect(cellsOf(table)).toEqual([
    [
      'CPU request',
      'checkoutcore-production/checkout · app',
      '2 →\u00a0500m',
      '€38.00',
      '95 of 100 times it used less than 0.41 cores.',
    ],
    [
      'Volume',
      'no entitysandbox/old-data',
      '100Gi, mounted by nothing →\u00a0delete it',
      'unknown',
      'Nothing mounted it in 14 days.',
    ],
  ]);
});

it('does not promise twice what can be saved once', async () => {
  renderSavings(async () =>
    createAdviceList({
      items: [createAdvice(), createAdvice({ id: 'a4', kind: 'spot' })],
    }),
  );
  expect(
    await screen.findByText(/of what would be requested then/),
  ).toBeVisible();
});

it('opens the evidence of a row: what was measured, since when, and the patch', async () => {
  renderSavings(async () => createAdviceList(), {
    getAdvicePatch: async () => 'kind: Deployment\n',
  });
  await userEvent.click(
    await screen.findByRole('link', { name: 'CPU request' }),
  );
  const panel = screen.getByRole('complementary', { name: 'Suggestion' });
  expect(panel).toHaveTextContent(
    'cluster-eu / core-production / Deployment checkout / app',
  );
  expect(panel).toHaveTextContent('7 Nov to 20 Nov');
  expect(panel).toHaveTextContent('Cluster EU, 2 h ago');
  expect(await within(panel).findByText('kind: Deployment')).toBeVisible();
  expect(
    within(panel).getByRole('button', { name: 'Copy the patch' }),
  ).toBeVisible();
  expect(within(panel).getByRole('button', { name: 'Download' })).toBeVisible();
  await userEvent.click(
    within(panel).getByRole('button', {
      name: 'Table of Measured against the request, in cores',
    }),
  );
  const table = within(panel).getByRole('table', { name: /^Measured/ });
  expect(cellsOf(table).map(([, value]) => value)).toEqual(['0.41', '0.39']);
  await userEvent.click(
    within(panel).getByRole('button', { name: 'Close the suggestion' }),
  );
  expect(screen.queryByRole('complementary')).toBeNull();
});

it('says that a patch cannot be shown and leaves the evidence', async () => {
  renderSavings(async () => createAdviceList(), {
    query: '?advice=a1',
    getAdvicePatch: async () => {
      throw new Error('the workload is gone');
    },
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'the workload is gone',
  );
  expect(screen.getAllByText(/95 of 100 times/)).toHaveLength(2);
});

it('does not pretend to know what the list does not hold', async () => {
  renderSavings(async () => createAdviceList(), { query: '?advice=gone' });
  expect(
    await screen.findByText('It is not among what is listed.'),
  ).toBeVisible();
});

it('asks for what the address says', async () => {
  const getAdvice = jest.fn(async () => createAdviceList());
  renderSavings(getAdvice, {
    query: '?kind=spot&owner=group:default/core-team&state=withheld',
  });
  await waitFor(() =>
    expect(getAdvice).toHaveBeenCalledWith({
      kind: 'spot',
      owner: ['group:default/core-team'],
      state: 'withheld',
    }),
  );
});

it('takes what the address says wrongly as not said', async () => {
  const getAdvice = jest.fn(async () => createAdviceList());
  renderSavings(getAdvice, { query: '?kind=__proto__&owner=x&state=love' });
  await waitFor(() =>
    expect(getAdvice).toHaveBeenCalledWith({ state: 'suggestion' }),
  );
});

it('offers the owners of what costs something, and keeps the choice in the address', async () => {
  const getAdvice = jest.fn(async () => createAdviceList());
  renderSavings(getAdvice);
  await userEvent.click(await screen.findByRole('button', { name: /Owner$/ }));
  await userEvent.click(
    await screen.findByRole('option', { name: 'core-team' }),
  );
  expect(getAdvice).toHaveBeenLastCalledWith(
    expect.objectContaining({ owner: ['group:default/core-team'] }),
  );
});

it('leads to what is withheld, with the reason for each', async () => {
  renderSavings(async ({ state }) =>
    createAdviceList(
      state === 'withheld' ? { items: [createWithheld()], savings: [] } : {},
    ),
  );
  await userEvent.click(
    await screen.findByRole('link', {
      name: 'Nothing is suggested for 3 more cases: why',
    }),
  );
  const table = await screen.findByRole('table', { name: 'Withheld' });
  expect(cellsOf(table)).toEqual([
    [
      'CPU request',
      'checkoutcore-production/checkout · app',
      '2',
      'The request was changed on 18 Nov, inside the window.',
    ],
  ]);
  expect(
    screen.getByRole('heading', { name: /^Nothing is suggested for 3 cases/ }),
  ).toBeVisible();
});

it('reads on page by page', async () => {
  const getAdvice = jest.fn(async ({ cursor }: { cursor?: string }) =>
    cursor
      ? createAdviceList({ items: [createAdvice({ id: 'a3' })] })
      : createAdviceList({ nextCursor: 'next' }),
  );
  renderSavings(getAdvice);
  await userEvent.click(
    await screen.findByRole('button', { name: 'Show more' }),
  );
  expect(await screen.findByText('3 rows, all of them')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
});
