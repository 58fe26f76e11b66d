import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
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

/** Of a day that is to come, only what is expected; of one that nobody knows, that it is so. */
function listKnown(parts: StackedChartProps['parts'], day: Day) {
  const known = parts.filter(({ key }) => !day.texts || day.texts[key]);
  return known.length > 0 ? known : parts;
}

/** The drawing itself; loaded when the first chart is shown. */
export function StackedPlot(
  props: Required<
    Pick<
      StackedChartProps,
      'parts' | 'days' | 'format' | 'labelOf' | 'levels' | 'marks'
    >
  > & {
    height: number;
  },
) {
  const { parts, days, format, labelOf, levels, marks, height } = props;
  const hasBand = days.some(({ band }) => band);
  const heights = (sign: 1 | -1) =>
    days.map(({ values }) =>
      parts.reduce(
        (sum, { key }) => sum + Math.max(0, sign * (values[key] ?? 0)),
        0,
      ),
    );
  const others = [
    ...days.flatMap(({ band }) => band ?? []),
    ...levels.map(({ value }) => value),
  ];
  const ticks = niceTicks(
    Math.min(-Math.max(0, ...heights(-1)), ...others),
    Math.max(0, ...heights(1), ...others),
  );
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={days}
        margin={{
          top: marks.length > 0 ? 22 : 12,
          right: 16,
          bottom: 4,
          left: 0,
        }}
        barCategoryGap="12%"
        stackOffset="sign"
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="day"
          tickFormatter={labelOf}
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
          width={56}
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
                <strong>{labelOf(day.day)}</strong>
                {listKnown(parts, day).map(({ key, title }) => (
                  <div key={key}>{`${title} ${textOf(day, key, format)}`}</div>
                ))}
                {day.bandText && <div>{day.bandText}</div>}
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
        {hasBand && (
          <Area
            dataKey={(day: Day) => day.band}
            stroke="none"
            fill="var(--chart-reference)"
            fillOpacity={0.22}
            isAnimationActive={false}
            activeDot={false}
            type="linear"
          />
        )}
        {levels.map(({ value, look, label }) => (
          <ReferenceLine
            key={label}
            y={value}
            stroke={
              look === 'threshold'
                ? 'var(--chart-threshold)'
                : 'var(--chart-reference)'
            }
            strokeDasharray={look === 'threshold' ? '6 4' : '2 3'}
          />
        ))}
        {marks.map(({ at, label, symbol }) => (
          <ReferenceLine
            key={`${at} ${label}`}
            x={at}
            stroke="none"
            label={{
              value: symbol,
              position: 'top',
              fill: 'var(--chart-reference)',
              fontSize: 14,
            }}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
