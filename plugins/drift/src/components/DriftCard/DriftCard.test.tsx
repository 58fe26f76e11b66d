import { screen } from '@testing-library/react';
import { createSummary } from '../../__testUtils__/monitorFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { DriftCard } from './DriftCard';

it('shows status, answer, trend and age, and leads to the tab', async () => {
  renderDrift(<DriftCard />);
  expect(
    await screen.findByRole('link', { name: /3 of 24 features drifted/ }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/resource/credit-risk/drift?monitor=m1',
  );
  expect(screen.getByText('critical')).toBeInTheDocument();
  expect(
    screen.getByRole('img', { name: /drifted features in the last 30 runs/ }),
  ).toBeInTheDocument();
  expect(screen.getByText('critical from 10 %')).toBeInTheDocument();
});

it('leads to the way to begin when nothing is watched', async () => {
  renderDrift(<DriftCard />, {
    driftApi: createDriftApi({
      getSummaries: async refs =>
        refs.map(entityRef => ({ entityRef, monitors: [] })),
    }),
  });
  expect(
    await screen.findByRole('link', { name: 'Add a drift.yaml' }),
  ).toHaveAttribute('href', '/catalog/default/resource/credit-risk/drift');
});

it('says that the drift is not known when the backend does not answer', async () => {
  renderDrift(<DriftCard />, {
    driftApi: createDriftApi({
      getSummaries: async () => {
        throw new Error('connection refused');
      },
    }),
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'connection refused',
  );
});

it('says how the model does where that is no part of the answer', async () => {
  const sentence =
    "Accuracy 0.9 (1,200 labelled rows of 8 Nov): no worse than the baseline's 0.91.";
  renderDrift(<DriftCard />, {
    driftApi: createDriftApi({
      getSummaries: async refs =>
        refs.map(entityRef => ({
          entityRef,
          monitors: [
            createSummary({ performance: { status: 'ok', sentence } }),
          ],
        })),
    }),
  });
  expect(await screen.findByText(sentence)).toBeInTheDocument();
});
