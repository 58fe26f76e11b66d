import { render, screen, within } from '@testing-library/react';
import { HistoryTable } from './HistoryTable';

it('tells what happened and by whom, Plumbline where nobody did it', () => {
  render(
    <HistoryTable
      label="History"
      events={[
        { at: '2026-03-03T00:00:00Z', by: 'external:ci', what: 'opened again' },
        { at: '2026-03-03T00:00:00Z', what: 'closed' },
        { at: '2026-03-01T00:00:00Z', by: 'user:default/ada', what: 'opened' },
      ]}
    />,
  );
  const [, ...rows] = within(
    screen.getByRole('table', { name: 'History' }),
  ).getAllByRole('row');
  expect(
    rows.map((row: any) => [
      row.cells[1].textContent,
      row.cells[2].textContent,
    ]),
  ).toEqual([
    ['ci', 'opened again'],
    ['Plumbline', 'closed'],
    ['ada', 'opened'],
  ]);
});
