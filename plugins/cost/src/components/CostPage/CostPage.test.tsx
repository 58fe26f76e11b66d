import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createImport,
  createOverview,
  createRow,
} from '../../__testUtils__/costFixtures';
import {
  createCostApi,
  createRefusal,
  renderCost,
} from '../../__testUtils__/renderCost';
import { CostPage } from './CostPage';

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );

it('sums what is attributed by system, what has none last, and shows that every cent is somewhere', async () => {
  renderCost(<CostPage />);
  expect(
    await screen.findByRole('heading', {
      name: '3 entities cost €517 so far in November, €160 more than on the same days of October; another €22.00 is unattributed.',
    }),
  ).toBeVisible();
  const table = screen.getByRole('table', { name: 'Cost in EUR' });
  expect(
    cellsOf(table).map(([name, cost, share]) => [name, cost, share]),
  ).toEqual([
    ['storefront', '€512.40', '99\u00a0%'],
    ['without a system', '€5.00', '1\u00a0%'],
  ]);
  expect(screen.getByText(/difference 0, to the last digit/)).toBeVisible();
});

it('groups as the address says, and never adds currencies', async () => {
  renderCost(<CostPage />, {
    query: '?by=entity',
    costApi: createCostApi({
      getOverview: async () =>
        createOverview({
          items: [createRow(), createRow({ currency: 'USD' })],
          reconciliation: undefined,
        }),
    }),
  });
  const table = await screen.findByRole('table', { name: 'Cost in EUR' });
  expect(within(table).getByRole('link', { name: 'checkout' })).toHaveAttribute(
    'href',
    '/catalog/default/component/checkout/cost',
  );
  expect(screen.getByRole('table', { name: 'Cost in USD' })).toBeVisible();
});

it('calls a difference a mistake', async () => {
  renderCost(<CostPage />, {
    costApi: createCostApi({
      getOverview: async () =>
        createOverview({
          reconciliation: createOverview().reconciliation?.map(line => ({
            ...line,
            difference: '-0.0000000001',
          })),
        }),
    }),
  });
  expect(
    await screen.findByText(/difference −0.0000000001 EUR: this is a mistake/),
  ).toBeVisible();
});

it('makes a worklist of what is unattributed, with a rule for each', async () => {
  renderCost(<CostPage />, { query: '?view=unattributed' });
  const table = await screen.findByRole('table', { name: 'Unattributed cost' });
  expect(cellsOf(table).map(cells => cells[4])).toEqual(['€20.00', '€2.00']);
  expect(
    screen.getByRole('heading', {
      name: /^€22.00 of November 2026 is nobody's/,
    }),
  ).toBeVisible();
  expect(table).toHaveTextContent('namespace: "kube: \\"system\\""');
});

it('does not show others what is unattributed, nor that nothing is', async () => {
  renderCost(<CostPage />, {
    query: '?view=unattributed',
    costApi: createCostApi({
      getOverview: async () => createOverview({ unattributed: undefined }),
    }),
  });
  expect(
    await screen.findByText(/shown to platform administrators and finance/),
  ).toBeVisible();
});

it('logs imports with what was refused, by line and column', async () => {
  renderCost(<CostPage />, { query: '?view=imports' });
  const imports = await screen.findByRole('list', { name: 'Imports' });
  expect(imports).toHaveTextContent(
    'focus-1.2, 1,198 rows of 1,200 count, 2 rows refused, days 1 Nov to 20 Nov 2026',
  );
  const refused = within(imports).getByRole('table', {
    name: 'Refused rows of Cloud account',
  });
  expect(cellsOf(refused)).toEqual([
    ['november.csv', '17', 'BilledCost', "'n/a' is no amount"],
  ]);
  expect(screen.queryByRole('button', { name: /Read now/ })).toBeNull();
});

it('lets an administrator have a source read, and reads the log again', async () => {
  const startImport = jest.fn(async () => {});
  const listImports = jest.fn(async () => ({ items: [createImport()] }));
  renderCost(<CostPage />, {
    query: '?view=imports',
    isAdministrator: true,
    costApi: createCostApi({ startImport, listImports }),
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Read now: Cloud account' }),
  );
  expect(startImport).toHaveBeenCalledWith('cloud');
  await waitFor(() => expect(listImports).toHaveBeenCalledTimes(2));
});

it('leads from a path to the part that it names, with its query', async () => {
  const getModels = jest.fn(createCostApi().getModels);
  renderCost(<CostPage />, {
    query: '/models?month=2026-10',
    costApi: createCostApi({ getModels }),
  });
  expect(await screen.findByRole('link', { name: 'Models' })).toHaveAttribute(
    'aria-current',
    'page',
  );
  expect(getModels).toHaveBeenCalledWith({ month: '2026-10' });
});

it('leads from the import log to what an import changed, and back', async () => {
  renderCost(<CostPage />, { query: '?view=imports' });
  await userEvent.click(
    await screen.findByRole('link', { name: /^Which figures an import/ }),
  );
  expect(
    await screen.findByText('No figure ever became another one.'),
  ).toBeVisible();
  await userEvent.click(screen.getByRole('link', { name: '← Import log' }));
  expect(await screen.findByRole('list', { name: 'Imports' })).toBeVisible();
});

it('says how to begin where no source is configured', async () => {
  renderCost(<CostPage />, {
    costApi: createCostApi({
      getOverview: async () =>
        createOverview({ items: [], sources: [], reconciliation: [] }),
    }),
  });
  expect(
    await screen.findByText('No source of costs is configured.'),
  ).toBeVisible();
});

it('does not make a failure look like no cost', async () => {
  renderCost(<CostPage />, {
    costApi: createCostApi({
      getOverview: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
  expect(screen.queryByText(/No source/)).toBeNull();
});

it('does not show others how bills are read, without an alarm', async () => {
  renderCost(<CostPage />, {
    query: '?view=imports',
    costApi: createCostApi({
      listImports: async () => {
        throw createRefusal('NotAllowedError');
      },
    }),
  });
  expect(await screen.findByText(/How bills are read is shown/)).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});
