import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ChartDistribution, DistributionChart } from './DistributionChart';
import { MiniDistribution } from './MiniDistribution';
import { Sparkline } from './Sparkline';
import { TimeSeriesChart, TimeSeriesChartProps } from './TimeSeriesChart';

// The drawing measures itself; jsdom has no sizes.
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

const lineChart: TimeSeriesChartProps = {
  title: 'Share over time',
  format: value => `${value} %`,
  series: [
    {
      key: 'share',
      title: 'share',
      points: [
        { at: '2026-11-01T00:00:00Z', value: 2, low: 1, high: 3 },
        { at: '2026-11-02T00:00:00Z' },
      ],
    },
  ],
  levels: [{ value: 10, label: 'critical from', look: 'threshold' }],
  marks: [{ at: '2026-11-02T00:00:00Z', label: 'deploy 1.8', symbol: '▼' }],
  emptyReason: 'No run has finished yet.',
};

const bars = (name: string, reference: number, current: number) => ({
  name,
  reference,
  current,
  isNew: reference === 0,
});

const categorical: ChartDistribution = {
  kind: 'categorical',
  categories: [bars('north', 30, 5), bars('online', 0, 5)],
  other: { reference: 0, current: 0 },
};

const cells = (row: HTMLElement) =>
  within(row)
    .getAllByRole('cell')
    .map(cell => cell.textContent?.replaceAll('\u00a0', ' '));

it('says a line chart in words, with its threshold and what happened', () => {
  render(<TimeSeriesChart {...lineChart} />);
  expect(
    screen.getByRole('figure', { name: 'Share over time' }),
  ).toHaveTextContent('share: 2 % on 1 Nov 2026, 1 values.');
  expect(screen.getByText('critical from 10 %')).toBeInTheDocument();
  expect(screen.getByText('2 Nov deploy 1.8')).toBeInTheDocument();
});

it('has a table twin with bands, in which a hole is not a zero', async () => {
  render(<TimeSeriesChart {...lineChart} />);
  await userEvent.click(
    screen.getByRole('button', { name: 'Table of Share over time' }),
  );
  const [, newest, oldest] = screen.getAllByRole('row');
  expect(cells(newest)).toEqual(['2 Nov 2026', '–']);
  expect(cells(oldest)).toEqual(['1 Nov 2026', '2 % [1 %, 3 %]']);
});

it('says why there is nothing to draw', () => {
  render(
    <TimeSeriesChart
      {...lineChart}
      series={[{ key: 'share', title: 'share', points: [] }]}
    />,
  );
  expect(screen.getByText('No run has finished yet.')).toBeInTheDocument();
  expect(screen.queryByRole('button')).toBeNull();
});

it('draws one bar per category and marks the new ones', async () => {
  render(
    <DistributionChart
      title="region"
      distribution={categorical}
      emptyReason="none"
    />,
  );
  expect(screen.getByText('100 % → 50 %')).toBeInTheDocument();
  expect(screen.getByText('0 % → 50 %')).toBeInTheDocument();
  expect(screen.getAllByText('new')).toHaveLength(1);
  await userEvent.click(
    screen.getByRole('button', { name: 'Table of region' }),
  );
  expect(cells(screen.getAllByRole('row')[2])).toEqual([
    'online (new)',
    '0',
    '0 %',
    '5',
    '50 %',
  ]);
});

it('counts rows outside of the bins and offers the cumulative view', async () => {
  const onViewChange = jest.fn();
  render(
    <DistributionChart
      title="income"
      distribution={{
        kind: 'numeric',
        edges: [0, 1, 10],
        reference: [5, 5],
        current: [1, 2],
        below: { reference: 0, current: 1 },
        above: { reference: 0, current: 0 },
      }}
      emptyReason="none"
      view="histogram"
      onViewChange={onViewChange}
    />,
  );
  expect(screen.getByText('current, 4 rows')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Cumulative' }));
  expect(onViewChange).toHaveBeenCalledWith('ecdf');
});

it('says why there is no distribution', () => {
  render(<DistributionChart title="id" emptyReason="It is an id." />);
  expect(screen.getByText('It is an id.')).toBeInTheDocument();
});

it('leaves a gap in a sparkline where there is no value', () => {
  const { container } = render(
    <Sparkline values={[1, 2, undefined, 3]} label="effect" threshold={2} />,
  );
  expect(screen.getByRole('img', { name: 'effect' })).toBeInTheDocument();
  expect(container.querySelectorAll('polyline')).toHaveLength(2);
});

it('says that a sparkline has no values', () => {
  render(<Sparkline values={[undefined]} label="effect" />);
  expect(screen.getByText('effect: no values')).toBeInTheDocument();
});

it('draws two distributions the size of a word, and says when there are no rows', () => {
  const { rerender } = render(
    <MiniDistribution
      kind="numeric"
      reference={[0.25, 0.75]}
      current={[0.5, 0.5]}
      label="income"
    />,
  );
  const drawing = screen.getByRole('img', { name: 'income' });
  const [current, reference] = drawing.querySelectorAll('path');
  // The taller share fills the height; the outline goes from bar to bar
  expect(reference.getAttribute('d')).toBe(
    'M1,27V18.666666666666668H48V2H95V27',
  );
  expect(current.getAttribute('d')).toContain('V10.333333333333336H48');
  rerender(
    <MiniDistribution
      kind="categorical"
      reference={[]}
      current={[]}
      label="income"
    />,
  );
  expect(screen.getByText('income: no rows')).toBeInTheDocument();
});
