import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { formatDay, formatHour, momentFormat } from '../time/formatDay';
import styles from './charts.module.css';
import { niceTicks } from './niceTicks';
import type { ChartLevel, ChartMark, TimeSeries } from './TimeSeriesChart';

interface TimeSeriesPlotProps {
  series: TimeSeries[];
  levels: ChartLevel[];
  marks: ChartMark[];
  format: (value: number) => string;
  bottom: number | 'auto';
  height: number;
}

interface PlotRow {
  time: number;
  values: (number | undefined)[];
  bands: ([number, number] | undefined)[];
}

const TICK = { fill: 'var(--chart-text)', fontSize: 12 };
const MOST_DOTS = 60;
const DAY_MS = 86_400_000;

function buildRows(series: TimeSeries[]): PlotRow[] {
  const rows = new Map<number, PlotRow>();
  series.forEach(({ points }, index) => {
    for (const point of points) {
      const time = Date.parse(point.at);
      const row: PlotRow = rows.get(time) ?? { time, values: [], bands: [] };
      row.values[index] = point.value;
      row.bands[index] =
        point.low === undefined || point.high === undefined
          ? undefined
          : [point.low, point.high];
      rows.set(time, row);
    }
  });
  return [...rows.values()].sort((a, b) => a.time - b.time);
}

/** Ticks for everything that is drawn: values, bands and levels. */
function buildTicks(rows: PlotRow[], props: TimeSeriesPlotProps): number[] {
  const drawn = [
    ...rows.flatMap(row => [...row.values, ...row.bands.flat()]),
    ...props.levels.map(level => level.value),
  ].filter(value => value !== undefined);
  const lowest = Math.min(...drawn);
  return niceTicks(
    props.bottom === 'auto' ? lowest : Math.min(props.bottom, lowest),
    Math.max(...drawn),
  );
}

const hueOf = (look: TimeSeries['look']) =>
  look === 'second' ? 'var(--chart-second)' : 'var(--chart-current)';

/** The drawing itself; loaded when the first chart is shown. */
export function TimeSeriesPlot(props: TimeSeriesPlotProps) {
  const { series, levels, marks, format, height } = props;
  const rows = buildRows(series);
  const first = rows[0].time;
  const last = rows[rows.length - 1].time;
  // What happened since the newest value is drawn as well.
  const end = Math.max(last, ...marks.map(({ at }) => Date.parse(at)));
  // A single window would be an axis without length.
  const domain = first === last ? [first - DAY_MS, end + DAY_MS] : [first, end];
  const inside = marks.filter(({ at }) => {
    const time = Date.parse(at);
    return time >= domain[0] && time <= domain[1];
  });
  const ticks = buildTicks(rows, props);
  const isHourly = rows.some(({ time }) => time % DAY_MS !== 0);
  const momentOf = momentFormat(rows.map(({ time }) => time));
  return (
    <ResponsiveContainer width="100%" height={height}>
      <ComposedChart
        data={rows}
        margin={{ top: 22, right: 16, bottom: 4, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="time"
          type="number"
          scale="time"
          domain={domain}
          tickFormatter={isHourly ? formatHour : formatDay}
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
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as PlotRow | undefined;
            if (!active || !row) {
              return null;
            }
            return (
              <div className={styles.tooltip}>
                <strong>{momentOf(row.time)}</strong>
                {series.map(({ key, title }, index) => {
                  const value = row.values[index];
                  const band = row.bands[index];
                  return (
                    <div key={key}>
                      {`${title} ${value === undefined ? 'no answer' : format(value)}`}
                      {band && ` [${format(band[0])}, ${format(band[1])}]`}
                    </div>
                  );
                })}
              </div>
            );
          }}
        />
        {series.map(({ key, look }, index) => (
          <Area
            key={`${key} band`}
            dataKey={(row: PlotRow) => row.bands[index]}
            stroke="none"
            fill={hueOf(look)}
            fillOpacity={0.18}
            isAnimationActive={false}
            activeDot={false}
            type="linear"
          />
        ))}
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
            label={{
              value: `${label} ${format(value)}`,
              position: 'insideBottomLeft',
              fill: 'var(--chart-text)',
              fontSize: 12,
            }}
          />
        ))}
        {inside.map(({ at, label, symbol }) => (
          <ReferenceLine
            key={`${at} ${label}`}
            x={Date.parse(at)}
            stroke="var(--chart-reference)"
            strokeDasharray="2 2"
            label={{
              value: symbol,
              position: 'top',
              fill: 'var(--chart-reference)',
              fontSize: 14,
            }}
          />
        ))}
        {series.map(({ key, title, look }, index) => (
          <Line
            key={key}
            name={title}
            dataKey={(row: PlotRow) => row.values[index]}
            type="linear"
            stroke={hueOf(look)}
            strokeWidth={2}
            strokeDasharray={look === 'second' ? '6 3' : undefined}
            dot={
              rows.length <= MOST_DOTS && {
                r: 2.5,
                fill: hueOf(look),
                strokeWidth: 0,
              }
            }
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}
