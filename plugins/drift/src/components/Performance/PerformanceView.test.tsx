import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPerformance } from '../../__testUtils__/modelFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { PerformanceView } from './PerformanceView';

it('tells realised from estimated, with bands, in words and as a table', async () => {
  renderDrift(<PerformanceView monitorId="m1" />);
  expect(
    await screen.findByText(
      /^Realised ROC AUC 0\.8.* \(0\.8.* to 0\.8.*\) on .*, baseline 0\.87\. Higher is better\.$/,
    ),
  ).toBeInTheDocument();
  await userEvent.click(
    screen.getByRole('button', { name: 'Table of ROC AUC over time' }),
  );
  const table = screen.getByRole('table', { name: 'ROC AUC over time' });
  const newest = within(table).getAllByRole('row')[1];
  expect(newest).toHaveTextContent('–');
});

it('says what got worse, what is too low, and since when it lasts', async () => {
  renderDrift(<PerformanceView monitorId="m1" />);
  expect(
    await screen.findByRole('heading', { name: /ROC AUC fell from 0\.87/ }),
  ).toBeInTheDocument();
  expect(screen.getByText('too low below 0.8')).toBeInTheDocument();
  expect(
    screen.getByText(/^Its level has been another one since/),
  ).toBeInTheDocument();
});

it('counts labels that came, that meet nothing, and that came twice', async () => {
  renderDrift(<PerformanceView monitorId="m1" />);
  const orphans = await screen.findByText('labels without a prediction');
  expect(orphans.nextSibling).toHaveTextContent('12');
  expect(screen.getByText('repeated labels').nextSibling).toHaveTextContent(
    '3',
  );
  expect(screen.getByText('labelled').nextSibling).toHaveTextContent(
    /of 84 k rows \(\d+ %\)/,
  );
});

it('does not pass what nobody counted off as zero', async () => {
  renderDrift(<PerformanceView monitorId="m1" />, {
    driftApi: createDriftApi({
      getPerformance: async () => createPerformance({ labels: undefined }),
    }),
  });
  expect(await screen.findAllByText('not counted')).toHaveLength(3);
});

it('says why there is nothing', async () => {
  renderDrift(<PerformanceView monitorId="m1" />, {
    driftApi: createDriftApi({
      getPerformance: async () => ({
        metrics: [],
        windows: [],
        points: [],
        reason: 'The monitor names no prediction column.',
      }),
    }),
  });
  expect(
    await screen.findByText('The monitor names no prediction column.'),
  ).toBeInTheDocument();
});

it('shows a metric without an answer as such', async () => {
  const { points } = createPerformance();
  renderDrift(<PerformanceView monitorId="m1" />, {
    driftApi: createDriftApi({
      getPerformance: async () =>
        createPerformance({
          points: points.map(point => ({
            ...point,
            value: null,
            reason: 'Only one class in the labels.',
          })),
        }),
    }),
  });
  expect(
    (await screen.findAllByText('Only one class in the labels.')).length,
  ).toBeGreaterThan(0);
});
