import {
  screen,
  waitFor,
  waitForElementToBeRemoved,
  within,
} from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createMonitor,
  createRun,
  createSummary,
} from '../../__testUtils__/monitorFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { DriftTab } from './DriftTab';

it('answers first: status, sentence with links, and what is compared with what', async () => {
  renderDrift(<DriftTab />);
  const count = await screen.findByRole('link', { name: '3 of 24 features' });
  expect(count).toHaveAttribute(
    'href',
    '/catalog/default/resource/credit-risk/drift',
  );
  const heading = screen.getByRole('heading', { level: 2 });
  expect(heading).toHaveTextContent(
    '3 of 24 features drifted since 12 Nov: income, region, age. Predictions are steady.',
  );
  expect(within(heading).getByRole('link', { name: 'income' })).toHaveAttribute(
    'href',
    expect.stringContaining('feature=income'),
  );
  expect(
    screen.getByText('training run 41 (1 Sep to 30 Sep, 1.2 M rows)'),
  ).toBeInTheDocument();
  expect(await screen.findByText('last 24 h (88 k rows)')).toBeInTheDocument();
});

it('lists what needs action first and keeps the steady ones behind a button', async () => {
  renderDrift(<DriftTab />);
  const table = await screen.findByRole('table', { name: 'Features' });
  const names = () =>
    within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row => within(row).getAllByRole('link')[0].textContent);
  expect(names()).toEqual(['income', 'region']);
  expect(
    within(table).getByText(/2 new categories/, {
      selector: 'td[data-label="Rows"]',
    }),
  ).toBeInTheDocument();
  await userEvent.click(
    screen.getByRole('button', { name: 'Show 4 steady features' }),
  );
  expect(names()).toHaveLength(6);
});

it('opens a feature from the address: tests, bounds and the way to the verdict', async () => {
  renderDrift(<DriftTab />, { query: '?feature=income' });
  const panel = await screen.findByRole('complementary', {
    name: 'Feature income',
  });
  const tests = await within(panel).findByRole('table', { name: 'Tests' });
  expect(tests).toHaveTextContent('Kolmogorov-Smirnov (decided)');
  expect(tests).toHaveTextContent('0.219 to 0.221');
  expect(tests).toHaveTextContent('too many rows to compare all pairs');
  expect(
    within(panel).getByText('Nulls rose from 1 % to 5 % of rows.'),
  ).toBeInTheDocument();
  expect(
    within(panel).getByText(
      'The effect is 0.22, at or above the threshold of 0.1.',
    ),
  ).toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  expect(panel).not.toBeInTheDocument();
});

it('marks new categories of a feature', async () => {
  renderDrift(<DriftTab />, { query: '?feature=region' });
  expect(
    await screen.findByText('New since the baseline: online, partner'),
  ).toBeInTheDocument();
});

it('says how to begin when there is no monitor', async () => {
  renderDrift(<DriftTab />, {
    driftApi: createDriftApi({
      getSummaries: async refs =>
        refs.map(entityRef => ({ entityRef, monitors: [] })),
    }),
  });
  expect(
    await screen.findByText('Nobody watches this yet: it has no monitor.'),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('button', { name: 'Copy drift.yaml' }),
  ).toBeInTheDocument();
});

it('does not make a failure look like a model that is fine', async () => {
  const getSummaries = jest
    .fn()
    .mockRejectedValueOnce(new Error('database is locked'))
    .mockResolvedValue([
      {
        entityRef: 'resource:default/credit-risk',
        monitors: [createSummary()],
      },
    ]);
  renderDrift(<DriftTab />, { driftApi: createDriftApi({ getSummaries }) });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'database is locked',
  );
  expect(screen.queryByText(/Nobody watches/)).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(
    await screen.findByRole('link', { name: '3 of 24 features' }),
  ).toBeInTheDocument();
});

it('says why there is no answer instead of showing steady features', async () => {
  renderDrift(<DriftTab />, {
    driftApi: createDriftApi({
      getMonitor: async () =>
        createMonitor({
          status: 'unknown',
          headline: 'No answer for the last 24 h.',
          unknownReason: 'not-enough-rows',
        }),
    }),
  });
  expect(
    await screen.findByText(/too few rows to tell drift from chance/),
  ).toBeInTheDocument();
});

it('starts a run, shows how far it is, and reads the answer again when it ends', async () => {
  const runs = [createRun()];
  const getMonitor = jest.fn(async () => createMonitor());
  const startRun = jest.fn(async () => {
    const run = createRun({ id: 'r2', state: 'running', progress: 0.4 });
    runs.unshift(run);
    return run;
  });
  renderDrift(<DriftTab />, {
    driftApi: createDriftApi({
      getMonitor,
      startRun,
      listRuns: async () => ({ items: [...runs] }),
    }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Run now' }));
  expect(
    await screen.findByText(/A run is under way: 40 % done/),
  ).toBeInTheDocument();
  expect(startRun).toHaveBeenCalledWith('m1');
  const before = getMonitor.mock.calls.length;
  runs[0] = createRun({ id: 'r2' });
  await waitForElementToBeRemoved(() => screen.queryByText(/under way/), {
    timeout: 8000,
  });
  await waitFor(() =>
    expect(getMonitor.mock.calls.length).toBeGreaterThan(before),
  );
}, 15_000);

it('offers no button to those who may only read', async () => {
  renderDrift(<DriftTab />, {
    driftApi: createDriftApi({
      getMonitor: async () => createMonitor({ canEdit: false }),
    }),
  });
  await screen.findByRole('table', { name: 'Features' });
  expect(screen.queryByRole('button', { name: 'Run now' })).toBeNull();
});

it('shows the newest window, even when a run for the past began after it', async () => {
  const listColumns = jest.fn(async () => ({ items: [] }));
  renderDrift(<DriftTab />, {
    driftApi: createDriftApi({
      listColumns,
      listRuns: async () => ({
        items: [
          createRun({ id: 'past', trigger: 'backfill', status: 'ok' }),
          createRun({ id: 'r1' }),
        ],
      }),
    }),
  });
  await screen.findByText('This run tested no feature.');
  expect(listColumns).toHaveBeenCalledWith('r1', undefined);
});
