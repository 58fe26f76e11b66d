import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createAlert,
  createRetraining,
} from '../../__testUtils__/alertFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { AlertsView } from './AlertsView';

it('says who did what, the newest first', async () => {
  renderDrift(<AlertsView monitorId="m1" />);
  const table = await screen.findByRole('table', {
    name: 'What happened to: 3 of 24 features drifted',
  });
  const rows = [...table.querySelectorAll('tbody tr')].map(
    row => row.textContent,
  );
  expect(rows[0]).toMatch(/guest.*wrote: The campaign began on the 12th\./);
  expect(rows[2]).toMatch(/Plumbline.*opened it/);
});

it('acknowledges with the note and reads the alert again', async () => {
  const actOnAlert = jest.fn(async () =>
    createAlert({ state: 'acknowledged' }),
  );
  const listAlerts = jest.fn(async () => ({ items: [createAlert()] }));
  renderDrift(<AlertsView monitorId="m1" />, {
    driftApi: createDriftApi({
      actOnAlert,
      listAlerts,
      listRetraining: async () => ({ items: [] }),
    }),
  });
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Note' }),
    'looking',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Acknowledge' }));
  await waitFor(() =>
    expect(actOnAlert).toHaveBeenCalledWith('a1', {
      action: 'acknowledge',
      note: 'looking',
    }),
  );
  await waitFor(() => expect(listAlerts).toHaveBeenCalledTimes(2));
});

it('keeps the note when the backend refuses', async () => {
  renderDrift(<AlertsView monitorId="m1" />, {
    driftApi: createDriftApi({
      listRetraining: async () => ({ items: [] }),
      actOnAlert: async () => {
        throw new Error('you are not a member of ml-team');
      },
    }),
  });
  const note = await screen.findByRole('textbox', { name: 'Note' });
  await userEvent.type(note, 'mine');
  await userEvent.click(screen.getByRole('button', { name: 'Comment' }));
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'you are not a member of ml-team',
  );
  expect(note).toHaveValue('mine');
});

it('offers no action on a closed alert or to those who may not act', async () => {
  renderDrift(<AlertsView monitorId="m1" />, {
    driftApi: createDriftApi({
      listRetraining: async () => ({ items: [] }),
      listAlerts: async () => ({
        items: [
          createAlert({ id: 'a1', state: 'closed', summary: 'one' }),
          createAlert({ id: 'a2', canAct: false, summary: 'two' }),
        ],
      }),
    }),
  });
  await screen.findByText('two');
  expect(screen.queryByRole('button', { name: 'Acknowledge' })).toBeNull();
});

it('lets a person decide about training again', async () => {
  const decideRetraining = jest.fn(async () =>
    createRetraining({ state: 'approved' }),
  );
  renderDrift(<AlertsView monitorId="m1" />, {
    driftApi: createDriftApi({
      decideRetraining,
      listAlerts: async () => ({ items: [] }),
    }),
  });
  await userEvent.click(
    await screen.findByRole('button', { name: 'Approve training' }),
  );
  await waitFor(() =>
    expect(decideRetraining).toHaveBeenCalledWith('t1', 'approve', undefined),
  );
  expect(screen.getByText('There was never an alert.')).toBeInTheDocument();
});
