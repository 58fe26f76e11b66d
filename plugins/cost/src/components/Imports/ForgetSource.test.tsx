import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createOverview, createSource } from '../../__testUtils__/costFixtures';
import { createCostApi, renderCost } from '../../__testUtils__/renderCost';
import { CostPage } from '../CostPage/CostPage';

const left = createSource({
  source: 'cloud-2025',
  title: 'cloud-2025',
  state: 'stale',
  isLeft: true,
  message: 'is not configured any more; what it stated still counts',
});

function renderImports(options: {
  forgetSource?: () => Promise<void>;
  isAdministrator: boolean;
}) {
  const { forgetSource = async () => {}, isAdministrator } = options;
  let sources = [createSource(), left];
  const forget = jest.fn(async (_source: string) => {
    await forgetSource();
    sources = [createSource()];
  });
  renderCost(<CostPage />, {
    query: '?view=imports',
    isAdministrator,
    costApi: createCostApi({
      getOverview: async () => createOverview({ sources }),
      forgetSource: forget,
    }),
  });
  return forget;
}

const openDialog = async () => {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Forget: cloud-2025' }),
  );
  return screen.findByRole('dialog', {
    name: 'Forget the source cloud-2025?',
  });
};

it('says what will happen before a source that is left is forgotten, and then does it', async () => {
  const forget = renderImports({ isAdministrator: true });
  const dialog = await openDialog();
  expect(dialog).toHaveTextContent(/Everything that it stated is deleted/);
  expect(dialog).toHaveTextContent(/This cannot be undone/);
  expect(forget).not.toHaveBeenCalled();
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Forget it for good' }),
  );
  await waitFor(() => expect(forget.mock.calls).toEqual([['cloud-2025']]));
  await waitFor(() =>
    expect(screen.getByRole('list', { name: 'Sources' })).not.toHaveTextContent(
      'cloud-2025',
    ),
  );
  expect(screen.queryByRole('dialog')).toBeNull();
});

it('forgets nothing when one thinks better of it', async () => {
  const forget = renderImports({ isAdministrator: true });
  const dialog = await openDialog();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(forget).not.toHaveBeenCalled();
});

it('says so where it was not forgotten, and leaves the source in the list', async () => {
  renderImports({
    isAdministrator: true,
    forgetSource: async () => {
      throw new Error('it is being read right now');
    },
  });
  const dialog = await openDialog();
  await userEvent.click(
    within(dialog).getByRole('button', { name: 'Forget it for good' }),
  );
  expect(await within(dialog).findByText('It was not forgotten')).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(
    await screen.findByRole('list', { name: 'Sources' }),
  ).toHaveTextContent('cloud-2025');
});

it('offers to read configured sources alone, and to forget the others alone', async () => {
  renderImports({ isAdministrator: true });
  await screen.findByRole('button', { name: 'Forget: cloud-2025' });
  expect(
    screen.getAllByRole('button', { name: /^(Forget|Read now): / }),
  ).toHaveLength(2);
  expect(
    screen.getByRole('button', { name: 'Read now: Cloud account' }),
  ).toBeVisible();
});

it('shows it to others without the button', async () => {
  renderImports({ isAdministrator: false });
  expect(
    await screen.findByText(/is not configured any more; what it stated/),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: /Forget/ })).toBeNull();
});
