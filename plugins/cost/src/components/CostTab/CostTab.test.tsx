import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createCost,
  createOverview,
  createSummary,
} from '../../__testUtils__/costFixtures';
import {
  createCostApi,
  createEntity,
  renderCost,
} from '../../__testUtils__/renderCost';
import { CostTab } from './CostTab';

const cellsOf = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row =>
      within(row)
        .getAllByRole('cell')
        .map(cell => cell.textContent),
    );

it('answers first, then shows parts, unusual days and where figures come from', async () => {
  renderCost(<CostTab />);
  expect(
    await screen.findByRole('heading', { name: /€412 so far in November/ }),
  ).toBeVisible();
  const parts = screen.getByRole('table', { name: /made of/ });
  expect(cellsOf(parts)).toEqual([
    ['Compute', '€350.00', '85\u00a0%', '€302.00', '+€48.00'],
    ['Storage', '€59.30', '14\u00a0%', '€50.30', '+€9.00'],
    ['Idle share', '€3.00', '0.7\u00a0%', '–', 'new'],
  ]);
  expect(screen.getByTitle('3 EUR')).toHaveTextContent('€3.00');
  expect(
    screen.getByRole('list', { name: 'Unusual days in EUR' }),
  ).toHaveTextContent(
    '12 Nov €84.20, €53.20 more than the same weekdays before (about €31.00); it stayed there since.by service GPU nodes +\u2060€48.00',
  );
  expect(
    screen.getByRole('list', { name: 'Own, shared and idle in EUR' }),
  ).toHaveTextContent('its own €376.30shared €14.00idle €22.00');
  expect(screen.getByRole('list', { name: 'Sources' })).toHaveTextContent(
    'okCloud accountknown until 20 Nov, read 2 h ago',
  );
  expect(
    screen.getByText('Days from 18 Nov on may still change.'),
  ).toBeVisible();
});

it('asks for what the address says', async () => {
  const getSummary = jest.fn(async () => createSummary({ month: '2026-09' }));
  const getDays = jest.fn(createCostApi().getDays);
  renderCost(<CostTab />, {
    costApi: createCostApi({ getSummary, getDays }),
    query: '?month=2026-09&metric=billed&group=region&currency=USD',
  });
  await screen.findByRole('heading', { name: /in September/ });
  expect(getSummary).toHaveBeenCalledWith({
    entity: 'component:default/checkout',
    month: '2026-09',
    metric: 'billed',
    currency: 'USD',
    group: 'region',
  });
  expect(getDays).toHaveBeenCalledWith({
    entity: 'component:default/checkout',
    from: '2026-09-01',
    to: '2026-09-30',
    metric: 'billed',
    currency: 'USD',
    group: 'region',
  });
});

it('takes what the address says wrongly as not said', async () => {
  const getSummary = jest.fn(async () => createSummary());
  renderCost(<CostTab />, {
    costApi: createCostApi({ getSummary }),
    query:
      '?month=2026-13&metric=love&group=__proto__&currency=gold&chart=toString',
  });
  await screen.findByRole('heading', { name: /November/ });
  expect(getSummary).toHaveBeenCalledWith({
    entity: 'component:default/checkout',
    month: undefined,
    metric: undefined,
    group: 'serviceCategory',
  });
});

it('keeps a choice in the address', async () => {
  const getSummary = jest.fn(async () => createSummary());
  renderCost(<CostTab />, { costApi: createCostApi({ getSummary }) });
  await screen.findByRole('heading', { name: /November/ });
  await userEvent.click(screen.getByRole('button', { name: /By$/ }));
  await userEvent.click(await screen.findByRole('option', { name: 'region' }));
  expect(getSummary).toHaveBeenLastCalledWith(
    expect.objectContaining({ group: 'region' }),
  );
});

it('gives every currency a section of its own', async () => {
  renderCost(<CostTab />, {
    costApi: createCostApi({
      getSummary: async () =>
        createSummary({
          currencies: [createCost(), createCost({ currency: 'USD' })],
        }),
    }),
  });
  expect(
    await screen.findByRole('heading', { name: /^€412 so far/ }),
  ).toBeVisible();
  expect(screen.getByRole('heading', { name: /^\$412 so far/ })).toBeVisible();
  expect(screen.getAllByRole('table', { name: /made of/ })).toHaveLength(2);
});

it('lists what belongs to a team, asked by its owner', async () => {
  const getOverview = jest.fn(async () => createOverview());
  renderCost(<CostTab />, {
    entity: createEntity('Group', 'core-team'),
    costApi: createCostApi({
      getOverview,
      getSummary: async () =>
        createSummary({ entityRef: 'group:default/core-team', members: 3 }),
    }),
  });
  const table = await screen.findByRole('table', { name: /belongs to it/ });
  expect(cellsOf(table).map(([name]) => name)).toEqual([
    'checkout',
    'search',
    'resource:lake',
  ]);
  expect(getOverview).toHaveBeenCalledWith({
    owner: ['group:default/core-team'],
  });
});

it('says by which rates of which days it converted, and what stands beside', async () => {
  renderCost(<CostTab />, {
    query: '?currency=USD',
    costApi: createCostApi({
      getSummary: async () =>
        createSummary({
          currencies: [createCost({ currency: 'USD' })],
          convertibleTo: ['EUR', 'USD'],
          conversion: {
            to: 'USD',
            rates: [
              { from: 'EUR', to: 'USD', rate: '1.08', day: '2026-11-01' },
            ],
            withoutRate: ['GBP'],
          },
        }),
    }),
  });
  expect(
    await screen.findByText(
      'Converted to USD by the rates that are configured: 1 EUR = 1.08 USD (1 Nov 2026). GBP has no rate and stands beside, never added.',
    ),
  ).toBeVisible();
  expect(screen.getByRole('button', { name: /Currency$/ })).toHaveTextContent(
    'in USD',
  );
});

it('offers no currency where there is no rate, and the way back from one that cannot be had', async () => {
  const { unmount } = renderCost(<CostTab />);
  await screen.findByRole('heading', { name: /November/ });
  expect(screen.queryByRole('button', { name: /Currency$/ })).toBeNull();
  unmount();
  renderCost(<CostTab />, {
    query: '?currency=CHF',
    costApi: createCostApi({
      getSummary: async () => {
        throw new Error('CHF: no rate is configured');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent('no rate');
  await userEvent.click(screen.getByRole('button', { name: /Currency$/ }));
  expect(
    await screen.findByRole('option', { name: 'as billed' }),
  ).toBeVisible();
});

it('exports the days of the chart as CSV and as FOCUS', async () => {
  const exportDays = jest.fn(async () => new Blob([]));
  URL.createObjectURL = () => 'blob:cost';
  URL.revokeObjectURL = () => {};
  renderCost(<CostTab />, {
    query: '?chart=quarter&metric=list',
    costApi: createCostApi({ exportDays }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'FOCUS' }));
  expect(exportDays).toHaveBeenCalledWith({
    entity: 'component:default/checkout',
    from: '2026-09-01',
    to: '2026-11-30',
    metric: 'list',
    format: 'focus',
  });
});
