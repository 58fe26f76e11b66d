import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
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
