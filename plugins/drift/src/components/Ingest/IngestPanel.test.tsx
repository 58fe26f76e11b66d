import { screen } from '@testing-library/react';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { IngestPanel } from './IngestPanel';

it('says what came, and how to send more', async () => {
  renderDrift(<IngestPanel monitorId="m1" />);
  expect(
    await screen.findByText(
      /12.3.k predictions and 1 label in the last 24 hours/,
    ),
  ).toBeInTheDocument();
  expect(
    await screen.findByText(/curl -X POST .*\/monitors\/m1\/predictions/),
  ).toBeInTheDocument();
});

it('tells nothing from a failure to find out', async () => {
  const { unmount } = await renderDrift(<IngestPanel monitorId="m1" />, {
    driftApi: createDriftApi({
      getIngestActivity: async () => ({ predictions: 0, labels: 0 }),
    }),
  });
  expect(await screen.findByText(/Nothing was sent yet/)).toBeInTheDocument();
  unmount();
  renderDrift(<IngestPanel monitorId="m1" />, {
    driftApi: createDriftApi({
      getIngestActivity: async () => {
        throw new Error('the database is away');
      },
    }),
  });
  expect(
    await screen.findByText('What was sent cannot be read'),
  ).toBeInTheDocument();
});
