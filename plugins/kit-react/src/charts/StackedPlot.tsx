import {
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDay } from '../time/formatDay';
import styles from './charts.module.css';
import { ChartTone } from './ChartFrame';
import { niceTicks } from './niceTicks';
import type { StackedChartProps } from './StackedChart';
import { textOf } from './textOf';

type Day = StackedChartProps['days'][number];

const TICK = { fill: 'var(--chart-text)', fontSize: 12 };
const WIDEST_BAR = 28;

const fillOf = (tone: ChartTone) =>
  tone === 'hole' ? 'transparent' : `var(--chart-${tone})`;

/** The drawing itself; loaded when the first chart is shown. */
export function StackedPlot(
  props: Pick<StackedChartProps, 'parts' | 'days' | 'format'> & {
    height: number;
  },
) {
  const { parts, days, format, height } = props;
  const heights = (sign: 1 | -1) =>
    days.map(({ values }) =>
      parts.reduce(
        (sum, { key }) => sum + Math.max(0, sign * (values[key] ?? 0)),
        0,
      ),
    );
  const ticks = niceTicks(
    -Math.max(0, ...heights(-1)),
    Math.max(0, ...heights(1)),
  );
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart
        data={days}
        margin={{ top: 12, right: 16, bottom: 4, left: 0 }}
        barCategoryGap="12%"
        stackOffset="sign"
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="day"
          tickFormatter={formatDay}
          tick={TICK}
          stroke="var(--chart-grid)"
          minTickGap={28}
        />
        <YAxis
          domain={[ticks[0], ticks[ticks.length - 1]]}
          ticks={ticks}
          interval={0}
          tickFormatter={format}
          tick={TICK}
          stroke="var(--chart-grid)"
          width={48}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: 'var(--chart-grid)', fillOpacity: 0.5 }}
          content={({ active, payload }) => {
            const day = payload?.[0]?.payload as Day | undefined;
            if (!active || !day) {
              return null;
            }
            return (
              <div className={styles.tooltip}>
                <strong>{formatDay(day.day)}</strong>
                {parts.map(({ key, title }) => (
                  <div key={key}>{`${title} ${textOf(day, key, format)}`}</div>
                ))}
              </div>
            );
          }}
        />
        {parts.map(({ key, title, tone }) => (
          <Bar
            key={key}
            name={title}
            stackId="parts"
            dataKey={(day: Day) => day.values[key] ?? 0}
            fill={fillOf(tone)}
            stroke={tone === 'hole' ? 'var(--chart-reference)' : undefined}
            strokeDasharray={tone === 'hole' ? '2 2' : undefined}
            maxBarSize={WIDEST_BAR}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
