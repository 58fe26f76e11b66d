import { ContractResult } from '@plumbline/backstage-plugin-drift-common';
import { screen, within } from '@testing-library/react';
import { createMonitor } from '../../__testUtils__/monitorFixtures';
import { createDriftApi, renderDrift } from '../../__testUtils__/renderDrift';
import { DriftTab } from '../DriftTab/DriftTab';
import { ContractPanel } from './ContractPanel';

const KEPT: ContractResult = {
  status: 'kept',
  rows: 4000,
  checks: 23,
  broken: 0,
  unknown: 0,
  breaches: [],
};

function render(contract: ContractResult | undefined) {
  renderDrift(<ContractPanel runId="r1" />, {
    driftApi: createDriftApi({ getRunContract: async () => ({ contract }) }),
  });
}

it('is one line when every promise is kept', async () => {
  render(KEPT);
  expect(
    await screen.findByText('Kept: 23 promises (4000 rows).'),
  ).toBeVisible();
  expect(screen.getByText('ok')).toBeVisible();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

it('names column, rule and rows of each promise that is broken', async () => {
  render({
    ...KEPT,
    status: 'broken',
    broken: 1,
    unknown: 1,
    breaches: [
      {
        id: 'range:age',
        rule: 'range',
        column: 'age',
        outcome: 'broken',
        rows: 12,
        examples: [
          { row: 41, file: 'daily/20.csv', value: '130' },
          { row: 42, file: 'daily/20.csv' },
          { key: 'C-7', value: '-1' },
        ],
        text: "12 of 4,000 rows in 'age' are outside 0 to 120.",
      },
      {
        id: 'unique:id',
        rule: 'unique',
        column: 'id',
        outcome: 'unknown',
        examples: [],
        text: 'Whether rows repeat could not be checked.',
      },
    ],
  });
  const table = await screen.findByRole('table', { name: 'Data contract' });
  const [, range, unique] = within(table)
    .getAllByRole('row')
    .map(row =>
      within(row)
        .queryAllByRole('cell')
        .map(cell => cell.textContent),
    );
  expect(range.slice(0, 1)).toEqual(['age']);
  expect(range[2]).toBe('12');
  expect(range[3]).toBe("12 of 4,000 rows in 'age' are outside 0 to 120.");
  expect(range[4]).toBe('daily/20.csv: row 41 (130), row 42C-7 (-1)');
  expect(unique[3]).toBe(
    'Not checked. Whether rows repeat could not be checked.',
  );
  expect(screen.getByText('critical')).toBeVisible();
  expect(
    screen.getByText(
      '1 of 23 promises is broken, 1 could not be checked (4000 rows).',
    ),
  ).toBeVisible();
});

it('never shows a contract as kept that was not checked', async () => {
  render(undefined);
  expect(await screen.findByText('Not checked in this run.')).toBeVisible();
  expect(screen.getByText('unknown')).toBeVisible();
});

it('stands on the page of a monitor that has a contract, and only there', async () => {
  const getRunContract = jest.fn(async () => ({ contract: KEPT }));
  const page = (hasContract: boolean) =>
    renderDrift(<DriftTab />, {
      driftApi: createDriftApi({
        getRunContract,
        getMonitor: async () => createMonitor({ hasContract }),
      }),
    });
  const { unmount } = page(false);
  expect(
    await screen.findByRole('heading', { name: 'Features' }),
  ).toBeVisible();
  expect(getRunContract).not.toHaveBeenCalled();
  unmount();
  page(true);
  expect(
    await screen.findByRole('heading', { name: 'Data contract' }),
  ).toBeVisible();
  // The newest window, whether or not drift had an answer
  expect(getRunContract).toHaveBeenCalledWith('r1');
});
