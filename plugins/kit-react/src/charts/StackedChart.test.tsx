import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StackedChart, StackedChartProps } from './StackedChart';

// The drawing measures itself; jsdom has no sizes.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

const chart: StackedChartProps = {
  title: 'Open by severity',
  format: String,
  parts: [
    { key: 'critical', title: 'critical', tone: 'second' },
    { key: 'high', title: 'high', tone: 'second-soft' },
    { key: 'unknown', title: 'unknown', tone: 'hole' },
  ],
  days: [
    { day: '2026-11-19', values: { critical: 0, high: 2, unknown: 0 } },
    { day: '2026-11-20', values: { critical: 1, high: 4, unknown: 0 } },
  ],
  emptyReason: 'Never scanned.',
};

it('says the newest day in words', () => {
  render(<StackedChart {...chart} />);
  expect(
    screen.getByRole('figure', { name: 'Open by severity' }),
  ).toHaveTextContent('2 days. 20 Nov: critical 1, high 4.');
});

it('has a table twin, the newest day first, without what never happened', async () => {
  render(<StackedChart {...chart} />);
  await userEvent.click(screen.getByRole('button', { name: /Table/ }));
  const table = screen.getByRole('table', { name: 'Open by severity' });
  expect(
    within(table)
      .getAllByRole('row')
      .map(row => [...row.children].map(cell => cell.textContent)),
  ).toEqual([
    ['Day', 'critical', 'high'],
    ['20 Nov', '1', '4'],
    ['19 Nov', '0', '2'],
  ]);
});

it('says exact values where there are any, and what is not known', async () => {
  const days: StackedChartProps['days'] = [
    { day: '2026-11-19', values: {}, texts: {} },
    {
      day: '2026-11-20',
      values: { critical: 0.1, high: -2 },
      texts: { critical: '€0.10', high: '−€2.00' },
    },
  ];
  render(<StackedChart {...chart} days={days} />);
  expect(screen.getByRole('figure')).toHaveTextContent(
    '20 Nov: critical €0.10, high −€2.00.',
  );
  await userEvent.click(screen.getByRole('button', { name: /Table/ }));
  const [, newest, oldest] = screen.getAllByRole('row');
  expect(newest).toHaveTextContent('20 Nov€0.10−€2.00');
  expect(oldest).toHaveTextContent('19 Nov––');
});

it('says why there is nothing to draw', () => {
  render(<StackedChart {...chart} days={[]} />);
  expect(screen.getByText('Never scanned.')).toBeInTheDocument();
  expect(screen.queryByRole('button')).toBeNull();
});

it('tells what is expected from what is known, with its band and the level it is held against', async () => {
  const days: StackedChartProps['days'] = [
    { day: '2026-11-20', values: { high: 2 }, texts: { high: '€2.00' } },
    {
      day: '2026-11-21',
      values: { unknown: 3 },
      texts: { unknown: '€3.00' },
      band: [2, 4],
      bandText: '€2.00 to €4.00',
    },
  ];
  render(
    <StackedChart
      {...chart}
      days={days}
      bandTitle="four times of five"
      levels={[{ value: 5, label: 'budget', look: 'threshold' }]}
    />,
  );
  const figure = screen.getByRole('figure');
  expect(figure).toHaveTextContent(
    '2 days. 20 Nov: high €2.00. 21 Nov: four times of five €2.00 to €4.00.',
  );
  expect(figure).toHaveTextContent('budget 5');
  await userEvent.click(screen.getByRole('button', { name: /Table/ }));
  expect(
    screen
      .getAllByRole('row')
      .map(row => [...row.children].map(cell => cell.textContent)),
  ).toEqual([
    ['Day', 'high', 'unknown', 'four times of five'],
    ['21 Nov', '–', '€3.00', '€2.00 to €4.00'],
    ['20 Nov', '€2.00', '–', '–'],
  ]);
});

it('writes days as it is told', () => {
  render(<StackedChart {...chart} labelOf={day => day.slice(0, 7)} />);
  expect(screen.getByRole('figure')).toHaveTextContent('2026-11: critical 1');
});
