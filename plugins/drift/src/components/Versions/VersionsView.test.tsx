import { screen } from '@testing-library/react';
import { createVersion } from '../../__testUtils__/modelFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { VersionsView } from './VersionsView';

const ref = 'resource:default/credit-risk';

it('puts the metrics of two versions side by side with their difference', async () => {
  renderDrift(<VersionsView entityRef={ref} />);
  const metrics = await screen.findByRole('table', { name: 'Metrics' });
  const cells = [...metrics.querySelectorAll('tbody tr')].map(row =>
    [...row.children].map(cell => cell.textContent?.replaceAll('\u00a0', ' ')),
  );
  expect(cells).toEqual([
    ['auc', '0.861', '0.874', '+0.013 (+1.51 %)'],
    ['f1', '0.63', '0.61', '-0.02 (-3.17 %)'],
    ['log_loss', '–', '0.31', 'only one has it'],
  ]);
  expect(screen.getByText('1 of 3')).toBeInTheDocument();
});

it('puts the drift of two versions side by side, and says why one has none', async () => {
  renderDrift(<VersionsView entityRef={ref} />);
  const drift = await screen.findByRole('table', { name: 'Drift' });
  const cells = [...drift.querySelectorAll('tbody tr')].map(row =>
    [...row.children].map(cell => cell.textContent?.replaceAll('\u00a0', ' ')),
  );
  expect(cells.slice(0, 3)).toEqual([
    ['Verdict', '–', '◐warn'],
    ['Drifted features', '–', '2 of 24 (share 8 %)'],
    ['Worst', '–', 'income, region'],
  ]);
  expect(
    screen.getByText(/The drift of version 7 is not known/),
  ).toBeInTheDocument();
  expect(
    screen.getByRole('link', { name: 'Features of that run' }),
  ).toHaveAttribute(
    'href',
    '/catalog/default/resource/credit-risk/drift?monitor=m1&run=r1',
  );
});

it('shows what answered when one registry did not', async () => {
  renderDrift(<VersionsView entityRef={ref} />, {
    driftApi: createDriftApi({
      getModelVersions: async () => ({
        versions: [createVersion()],
        failures: [{ instance: 'eu', message: 'connection refused' }],
      }),
    }),
  });
  expect(await screen.findByText('connection refused')).toBeInTheDocument();
  expect(screen.getByRole('table', { name: 'Metrics' })).toBeInTheDocument();
});

it('compares a version that is alone with nothing', async () => {
  renderDrift(<VersionsView entityRef={ref} />, {
    driftApi: createDriftApi({
      getModelVersions: async () => ({
        versions: [createVersion()],
        failures: [],
      }),
    }),
  });
  expect(await screen.findByText(/There is one version/)).toBeInTheDocument();
  expect(
    screen.getAllByRole('columnheader').map(cell => cell.textContent),
  ).toEqual(['Metric', 'Version 8', 'What', 'Version 8']);
});

it('says how to link a model to the registry', async () => {
  renderDrift(<VersionsView entityRef={ref} />, {
    driftApi: createDriftApi({
      getModelVersions: async () => ({ versions: [], failures: [] }),
    }),
  });
  expect(await screen.findByText('No version is known.')).toBeInTheDocument();
  expect(
    screen.getByText('plumbline.dev/registered-model'),
  ).toBeInTheDocument();
});
