import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRun } from '../../__testUtils__/monitorFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { RunsView } from './RunsView';

it('says why a run failed and leads to the results of one that did not', async () => {
  renderDrift(<RunsView monitorId="m1" canEdit />, {
    driftApi: createDriftApi({
      listRuns: async () => ({
        items: [
          createRun({
            id: 'r2',
            state: 'failed',
            status: 'unknown',
            error: 'data/current.parquet is cut off: write it again.',
          }),
          createRun({ id: 'r1' }),
        ],
      }),
    }),
  });
  expect(
    await screen.findByText('data/current.parquet is cut off: write it again.'),
  ).toBeInTheDocument();
  expect(screen.getByRole('link', { name: 'Results' })).toHaveAttribute(
    'href',
    expect.stringContaining('run=r1'),
  );
});

it('cancels a run that is under way', async () => {
  const runs = [createRun({ id: 'r9', state: 'running', progress: 0.25 })];
  const cancelRun = jest.fn(async () => {
    runs[0] = createRun({ id: 'r9', state: 'cancelled', status: 'unknown' });
    return runs[0];
  });
  renderDrift(<RunsView monitorId="m1" canEdit />, {
    driftApi: createDriftApi({
      cancelRun,
      listRuns: async () => ({ items: [...runs] }),
    }),
  });
  expect(await screen.findByText('25 % done')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  await waitFor(() => expect(cancelRun).toHaveBeenCalledWith('r9'));
  expect(await screen.findByText('cancelled')).toBeInTheDocument();
});

it('says how to begin when it never ran', async () => {
  renderDrift(<RunsView monitorId="m1" canEdit={false} />, {
    driftApi: createDriftApi({ listRuns: async () => ({ items: [] }) }),
  });
  expect(await screen.findByText('It has never run.')).toBeInTheDocument();
});
