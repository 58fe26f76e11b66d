import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createVersion } from '../../__testUtils__/modelFixtures';
import { createMonitor } from '../../__testUtils__/monitorFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { BaselineDialog } from './BaselineDialog';

it('previews before it changes anything', async () => {
  const baseline = createMonitor().baseline!;
  const activateBaseline = jest.fn(async () => baseline);
  const onActivated = jest.fn();
  renderDrift(
    <BaselineDialog
      monitor={createMonitor()}
      onClose={() => {}}
      onActivated={onActivated}
    />,
    {
      driftApi: createDriftApi({
        activateBaseline,
        previewBaseline: async () => ({
          rows: 5000,
          columns: [
            {
              name: 'id',
              type: 'idLike',
              reason: 'every value is different',
              nullShare: 0,
              distinct: 5000,
              isTested: false,
            },
          ],
          warnings: ['Fewer rows than the present baseline.'],
        }),
      }),
    },
  );
  const use = await screen.findByRole('button', { name: 'Use as baseline' });
  expect(use).toBeDisabled();
  await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
  expect(await screen.findByText('Give the baseline a name.')).toBeVisible();

  await userEvent.type(
    screen.getByRole('textbox', { name: 'Name' }),
    'October',
  );
  await userEvent.click(screen.getByRole('radio', { name: 'files' }));
  await userEvent.type(
    screen.getByRole('textbox', { name: 'File or folder' }),
    'data/october.parquet',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
  expect(
    await screen.findByText('5000 rows, 0 of 1 columns would be tested.'),
  ).toBeInTheDocument();
  expect(screen.getByText('every value is different')).toBeInTheDocument();
  expect(activateBaseline).not.toHaveBeenCalled();

  await userEvent.click(use);
  await waitFor(() => expect(onActivated).toHaveBeenCalled());
  expect(activateBaseline).toHaveBeenCalledWith('m1', {
    name: 'October',
    from: { kind: 'files', path: 'data/october.parquet' },
  });
});

it('takes files of a source where no document has files beside it', async () => {
  const previewBaseline = jest.fn(async () => ({
    rows: 1,
    columns: [],
    warnings: [],
  }));
  renderDrift(
    <BaselineDialog
      monitor={createMonitor({ origin: 'api' })}
      onClose={() => {}}
      onActivated={() => {}}
    />,
    { driftApi: createDriftApi({ previewBaseline }) },
  );
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Name' }),
    'October',
  );
  await userEvent.click(screen.getByRole('radio', { name: 'files' }));
  // Tables hold no files
  expect(await screen.findByRole('button', { name: /lake/ })).toBeVisible();
  expect(screen.queryByText('warehouse')).not.toBeInTheDocument();
  await userEvent.type(
    screen.getByRole('textbox', { name: 'File or folder' }),
    'october/*.csv',
  );
  await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
  await waitFor(() =>
    expect(previewBaseline).toHaveBeenCalledWith('m1', {
      name: 'October',
      from: { kind: 'files', source: 'lake', path: 'october/*.csv' },
    }),
  );
});

it('takes the training run of a registered version', async () => {
  const previewBaseline = jest.fn(async () => ({
    rows: 1,
    columns: [],
    warnings: [],
  }));
  renderDrift(
    <BaselineDialog
      monitor={createMonitor()}
      onClose={() => {}}
      onActivated={() => {}}
    />,
    {
      driftApi: createDriftApi({
        previewBaseline,
        getModelVersions: async () => ({
          versions: [createVersion({ runId: 'run-8' })],
          failures: [],
        }),
      }),
    },
  );
  await userEvent.type(
    await screen.findByRole('textbox', { name: 'Name' }),
    'Version 8',
  );
  await userEvent.click(screen.getByRole('radio', { name: /training run/ }));
  await userEvent.click(
    await screen.findByRole('button', { name: /by its id/ }),
  );
  await userEvent.click(
    await screen.findByRole('option', { name: 'Version 8 (champion)' }),
  );
  await userEvent.click(screen.getByRole('button', { name: 'Preview' }));
  await waitFor(() =>
    expect(previewBaseline).toHaveBeenCalledWith('m1', {
      name: 'Version 8',
      from: {
        kind: 'mlflow',
        instance: 'main',
        runId: 'run-8',
        artifact: 'baseline.csv',
      },
    }),
  );
});
