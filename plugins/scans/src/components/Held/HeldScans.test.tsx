import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createScansApi, renderScans } from '../../__testUtils__/renderScans';
import { createPosture, createScan } from '../../__testUtils__/scanFixtures';
import { SecurityTab } from '../SecurityTab/SecurityTab';

it('says before and after, and takes the answer of those who decide', async () => {
  const answerHeld = jest.fn(async () => createScan());
  const getPosture = jest.fn(async () => createPosture());
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({ answerHeld, getPosture }),
  });
  const held = await screen.findByRole('list', { name: 'Held scans' });
  expect(held).toHaveTextContent(
    'semgrep on main no longer lists 36 of 40 findings (30 high, 6 low): from 40 to 4 at once.',
  );
  expect(held).toHaveTextContent('uploaded by checkout-pipeline');
  await userEvent.type(
    within(held).getByRole('textbox', { name: 'Note' }),
    ' The folder moved. ',
  );
  await userEvent.click(
    within(held).getByRole('button', { name: 'Reject: the report was wrong' }),
  );
  expect(answerHeld).toHaveBeenCalledWith('s2', {
    action: 'reject',
    note: 'The folder moved.',
  });
  await waitFor(() => expect(getPosture).toHaveBeenCalledTimes(2));
});

it('confirms without a note', async () => {
  const answerHeld = jest.fn(async () => {
    throw new Error('a newer scan of its scope came');
  });
  renderScans(<SecurityTab />, { scansApi: createScansApi({ answerHeld }) });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Confirm: they are gone' }),
  );
  expect(answerHeld).toHaveBeenCalledWith('s2', { action: 'confirm' });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'a newer scan of its scope came',
  );
});

it('asks nobody who may not answer, and nothing when nothing is held', async () => {
  const { unmount } = renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      getPosture: async () => createPosture({ canDecide: false }),
    }),
  });
  expect(
    await screen.findByText(/Members of the team that owns this say/),
  ).toBeVisible();
  expect(screen.queryByRole('button', { name: /^Confirm/ })).toBeNull();
  unmount();
  const [scope, last] = createPosture().scopes;
  renderScans(<SecurityTab />, {
    scansApi: createScansApi({
      getPosture: async () =>
        createPosture({
          scopes: [
            scope,
            {
              ...last,
              held: undefined,
              lastScan: createScan({
                status: 'rejected',
                answer: {
                  isConfirmed: false,
                  by: 'user:default/ada',
                  at: new Date().toISOString(),
                  note: 'The disk was full',
                },
              }),
            },
          ],
        }),
    }),
  });
  expect(await screen.findByRole('table', { name: 'Scans' })).toHaveTextContent(
    'rejected by ada: the report was wrong and closed nothing (The disk was full)',
  );
  expect(screen.queryByRole('list', { name: 'Held scans' })).toBeNull();
});
