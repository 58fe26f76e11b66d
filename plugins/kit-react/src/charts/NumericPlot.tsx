import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatNumber, formatShare } from '../numbers/formatNumber';
import { buildSteps } from './buildSteps';
import styles from './charts.module.css';
import type { ChartDistribution } from './DistributionChart';
import { ecdf } from './ecdf';
import { niceTicks } from './niceTicks';

type Numeric = Extract<ChartDistribution, { kind: 'numeric' }>;

interface NumericPlotProps {
  distribution: Numeric;
  view: 'histogram' | 'ecdf';
  height: number;
  totals: { reference: number; current: number };
}

interface PlotPoint {
  x: number;
  bin?: number;
  reference: number;
  current: number;
}

const TICK = { fill: 'var(--chart-text)', fontSize: 12 };

function buildPoints(props: NumericPlotProps): PlotPoint[] {
  const { distribution, view, totals } = props;
  const { edges, reference, current, below, above } = distribution;
  if (view === 'histogram') {
    return buildSteps({ edges, reference, current, totals });
  }
  const side = (name: 'reference' | 'current') =>
    ecdf({
      edges,
      counts: distribution[name],
      below: below[name],
      above: above[name],
    });
  const [left, right] = [side('reference'), side('current')];
  return edges.map((x, index) => ({
    x,
    reference: left[index]?.share ?? 0,
    current: right[index]?.share ?? 0,
  }));
}

function describePoint(point: PlotPoint, props: NumericPlotProps) {
  const { distribution, totals } = props;
  if (point.bin === undefined) {
    return {
      title: `at or below ${formatNumber(point.x)}`,
      reference: point.reference,
      current: point.current,
    };
  }
  const { edges, reference, current } = distribution;
  return {
    title: `${formatNumber(edges[point.bin])} to ${formatNumber(edges[point.bin + 1])}`,
    reference: reference[point.bin] / (totals.reference || 1),
    current: current[point.bin] / (totals.current || 1),
  };
}

/** Histogram with bins of their true widths, or the cumulative share. */
export function NumericPlot(props: NumericPlotProps) {
  const { distribution, view, height } = props;
  const { edges } = distribution;
  const isEcdf = view === 'ecdf';
  const [first, last] = [edges[0], edges[edges.length - 1]];
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={buildPoints(props)}
        margin={{ top: 8, right: 12, bottom: 4, left: isEcdf ? 0 : 12 }}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="x"
          type="number"
          domain={[first, last]}
          ticks={niceTicks(first, last).filter(
            tick => tick >= first && tick <= last,
          )}
          tickFormatter={formatNumber}
          tick={TICK}
          stroke="var(--chart-grid)"
          minTickGap={24}
        />
        <YAxis
          hide={!isEcdf}
          domain={isEcdf ? [0, 1] : [0, 'auto']}
          tickFormatter={formatShare}
          tick={TICK}
          stroke="var(--chart-grid)"
          width={52}
        />
        <Tooltip
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as PlotPoint | undefined;
            if (!active || !point) {
              return null;
            }
            const text = describePoint(point, props);
            return (
              <div className={styles.tooltip}>
                <strong>{text.title}</strong>
                {`reference ${formatShare(text.reference)} of rows`}
                <br />
                {`current ${formatShare(text.current)} of rows`}
              </div>
            );
          }}
        />
        <Area
          dataKey="current"
          type="linear"
          stroke="var(--chart-current)"
          strokeWidth={isEcdf ? 2 : 1}
          fill="var(--chart-current)"
          fillOpacity={isEcdf ? 0 : 'var(--chart-fill)'}
          isAnimationActive={false}
          activeDot={false}
        />
        <Line
          dataKey="reference"
          type="linear"
          stroke="var(--chart-reference)"
          strokeWidth={2}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
        />
      </ComposedChart>
    </ResponsiveContainer>
  );
}
