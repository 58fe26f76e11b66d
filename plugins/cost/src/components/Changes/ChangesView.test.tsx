import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createChange,
  createChangeAnswer,
  createDifference,
} from '../../__testUtils__/changeFixtures';
import {
  createCostApi,
  createRefusal,
  renderCost,
} from '../../__testUtils__/renderCost';
import { CostApi } from '../../api/CostApi';
import { ChangesView } from './ChangesView';

const renderChanges = (
  costApi: Partial<Pick<CostApi, 'getChanges' | 'getChange'>>,
  query?: string,
) =>
  renderCost(<ChangesView />, {
    query,
    costApi: createCostApi({
      getChanges: async () => ({ items: [createChange()] }),
      getChange: async () => createChangeAnswer(),
      ...costApi,
    }),
  });

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );

it('lists when figures became others and why', async () => {
  renderChanges({});
  expect(
    await screen.findByRole('heading', {
      name: 'Figures became others once; what they were before is kept.',
    }),
  ).toBeVisible();
  expect(
    cellsOf(screen.getByRole('table', { name: 'Changed figures' })),
  ).toEqual([
    [
      '2 h ago',
      'Cloud account',
      'Rules or the catalog changed; the bill did not.',
      'Sep 2026 to Oct 2026',
      '3',
      '€412.30 → €380.10checkout, Oct 2026',
    ],
  ]);
});

it('opens what every entity cost before and after; none is not zero', async () => {
  renderChanges({});
  await userEvent.click(await screen.findByRole('link', { name: '2 h ago' }));
  const panel = screen.getByRole('complementary', { name: 'Before and after' });
  const table = await within(panel).findByRole('table', {
    name: 'Before and after',
  });
  expect(cellsOf(table)).toEqual([
    ['checkout', 'Oct 2026', '€412.30', '€380.10', '−€32.20'],
    ['search', 'Oct 2026', '–', '€12.50', 'new'],
    ['unattributed', 'Oct 2026', '€20.00', '–', 'no longer'],
  ]);
  expect(within(table).getByRole('link', { name: 'checkout' })).toHaveAttribute(
    'href',
    '/catalog/default/component/checkout/cost?month=2026-10',
  );
});

it('reads differences page by page, in the kind of cost that the address names', async () => {
  const getChange = jest.fn(
    async (_id: string, { cursor }: { cursor?: string }) =>
      cursor
        ? createChangeAnswer({
            differences: [createDifference({ month: '2026-09' })],
          })
        : createChangeAnswer({ nextCursor: 'next' }),
  );
  renderChanges({ getChange }, '?change=c1&metric=billed');
  const panel = await screen.findByRole('complementary');
  await userEvent.click(
    await within(panel).findByRole('button', { name: 'Show more' }),
  );
  await waitFor(() =>
    expect(cellsOf(within(panel).getByRole('table'))).toHaveLength(4),
  );
  expect(getChange).toHaveBeenLastCalledWith('c1', {
    metric: 'billed',
    cursor: 'next',
  });
});

it('says that nothing changed', async () => {
  renderChanges({ getChanges: async () => ({ items: [] }) });
  expect(
    await screen.findByText('No figure ever became another one.'),
  ).toBeVisible();
});

it('tells a reader who may not see it from a failure', async () => {
  renderChanges({
    getChanges: async () => {
      throw createRefusal('NotAllowedError');
    },
  });
  expect(
    await screen.findByText(/shown to platform administrators and finance/),
  ).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

it('does not make a failure look like no change', async () => {
  renderChanges({
    getChanges: async () => {
      throw new Error('connection refused');
    },
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
  expect(screen.queryByText(/No figure/)).toBeNull();
});

it('keeps the list when one change cannot be read', async () => {
  renderChanges(
    {
      getChange: async () => {
        throw new Error('gone');
      },
    },
    '?change=c9',
  );
  expect(await screen.findByRole('alert')).toHaveTextContent('gone');
  expect(screen.getByRole('table', { name: 'Changed figures' })).toBeVisible();
});
