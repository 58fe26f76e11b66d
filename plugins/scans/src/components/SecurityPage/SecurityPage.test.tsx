import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createDecision } from '../../__testUtils__/findingFixtures';
import { countsOf, createSummary } from '../../__testUtils__/scanFixtures';
import {
  createScansApi,
  renderScans,
  team,
} from '../../__testUtils__/renderScans';
import { TeamSecurity } from '../Overview/TeamSecurity';
import { SecurityPage } from './SecurityPage';

const items = [
  createSummary({
    entityRef: 'component:default/clean',
    state: 'clean',
    open: countsOf(),
    overdue: 0,
    exploited: 0,
  }),
  createSummary(),
  createSummary({
    entityRef: 'component:default/dark',
    state: 'never',
    open: countsOf(),
    overdue: 0,
    exploited: 0,
    tools: [],
    lastScannedAt: undefined,
  }),
];

const firstCells = (table: HTMLElement) =>
  within(table)
    .getAllByRole('row')
    .slice(1)
    .map(row => within(row).getAllByRole('cell')[0].textContent);

it('lists what needs action first and the never scanned apart from the clean', async () => {
  const getOverview = jest.fn(async () => ({ items, isComplete: true }));
  renderScans(<SecurityPage />, { scansApi: createScansApi({ getOverview }) });
  const table = await screen.findByRole('table', { name: 'Scanned entities' });
  expect(firstCells(table)).toEqual(['checkout', 'clean']);
  expect(within(table).getAllByRole('row')[2]).toHaveTextContent('clean');
  expect(
    within(
      screen.getByRole('list', { name: /^Never scanned, group/ }),
    ).getByRole('link', { name: 'dark' }),
  ).toHaveAttribute('href', '/catalog/default/component/dark/security');
  expect(getOverview).toHaveBeenCalledWith();
});

it('sorts as the address says', async () => {
  renderScans(<SecurityPage />, {
    scansApi: createScansApi({
      getOverview: async () => ({
        items: [...items].reverse(),
        isComplete: true,
      }),
    }),
    query: '?sort=name',
  });
  const table = await screen.findByRole('table', { name: 'Scanned entities' });
  expect(firstCells(table)).toEqual(['checkout', 'clean']);
  expect(
    within(table).getByRole('columnheader', { name: /Entity/ }),
  ).toHaveAttribute('aria-sort', 'ascending');
});

it('counts systems together, with how much of each was scanned', async () => {
  renderScans(<SecurityPage />, {
    scansApi: createScansApi({
      getOverview: async () => ({
        items: [...items, { ...items[2], systemRef: 'system:default/unseen' }],
        isComplete: true,
      }),
    }),
    query: '?view=systems',
  });
  const table = await screen.findByRole('table', { name: 'Systems' });
  expect(firstCells(table)).toEqual(['storefront', 'unseen']);
  // Where nobody looked, nothing is zero
  expect(within(table).getAllByRole('row')[2]).not.toHaveTextContent(/0.*0 of/);
  expect(within(table).getAllByRole('row')[1]).toHaveTextContent('2 of 3');
  expect(
    within(table).getByRole('link', { name: 'storefront' }),
  ).toHaveAttribute('href', '/catalog/default/system/storefront');
});

it('asks for what a team owns', async () => {
  const getOverview = jest.fn(async () => ({ items: [], isComplete: true }));
  renderScans(<TeamSecurity />, {
    entity: team,
    scansApi: createScansApi({ getOverview }),
  });
  expect(
    await screen.findByText('This team has nothing to scan.'),
  ).toBeVisible();
  expect(getOverview).toHaveBeenCalledWith(['group:default/core-team']);
});

it('lets an approver decide with a note, and lists what is in force with its end', async () => {
  const actOnDecision = jest.fn(async () => createDecision());
  const listDecisions = jest.fn(async ({ state }) => ({
    items: [
      state === 'proposed'
        ? createDecision({
            id: 'd2',
            state,
            canReview: true,
            canRevoke: false,
            summary: 'proposed one',
          })
        : createDecision(),
    ],
  }));
  renderScans(<SecurityPage />, {
    scansApi: createScansApi({ actOnDecision, listDecisions }),
    query: '?view=decisions',
  });
  const inbox = within(
    await screen.findByRole('list', { name: 'Waiting for approval' }),
  );
  expect(
    await inbox.findByRole('link', { name: 'proposed one' }),
  ).toBeVisible();
  await userEvent.type(inbox.getByRole('textbox', { name: 'Note' }), ' fine ');
  await userEvent.click(inbox.getByRole('button', { name: 'Approve' }));
  expect(actOnDecision).toHaveBeenCalledWith('d2', {
    action: 'approve',
    note: 'fine',
  });
  await waitFor(() => expect(listDecisions).toHaveBeenCalledTimes(4));
  expect(
    within(screen.getByRole('list', { name: 'In force' })).getByText(/ends/),
  ).toHaveTextContent('ends in 20 d; hides 1 finding now');
});

it('says when nothing waits', async () => {
  renderScans(<SecurityPage />, {
    scansApi: createScansApi({ listDecisions: async () => ({ items: [] }) }),
    query: '?view=decisions',
  });
  expect(
    await screen.findByText('No decision waits for approval.'),
  ).toBeVisible();
});

it('lists the findings of my teams with the entity that each is in', async () => {
  const listFindings = jest.fn(createScansApi().listFindings);
  renderScans(<SecurityPage />, {
    scansApi: createScansApi({ listFindings }),
    query: '?view=findings',
  });
  const table = await screen.findByRole('table', { name: 'Findings' });
  expect(
    within(table).getAllByRole('link', { name: 'checkout' })[0],
  ).toBeVisible();
  expect(listFindings).toHaveBeenCalledWith(
    expect.objectContaining({ entity: undefined }),
  );
});

it('opens a finding that a notification leads to', async () => {
  renderScans(<SecurityPage />, { query: '?finding=f1' });
  const panel = await screen.findByRole('complementary', { name: 'Finding' });
  expect(
    await within(panel).findByRole('heading', {
      name: 'CVE-2026-1001 in openssl',
    }),
  ).toBeVisible();
});

it('does not make a failure look like an empty platform', async () => {
  renderScans(<SecurityPage />, {
    scansApi: createScansApi({
      getOverview: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
  expect(screen.queryByText(/nothing to scan/)).toBeNull();
});
