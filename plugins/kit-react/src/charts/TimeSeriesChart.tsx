import { Skeleton } from '@backstage/ui';
import { ReactNode, Suspense, lazy } from 'react';
import { formatDay, formatMoment, momentFormat } from '../time/formatDay';
import styles from './charts.module.css';
import { ChartFrame, LegendEntry } from './ChartFrame';

const TimeSeriesPlot = lazy(() =>
  import('./TimeSeriesPlot').then(m => ({ default: m.TimeSeriesPlot })),
);

/** One line over time. @public */
export interface TimeSeries {
  /** Unique in the chart. */
  key: string;
  title: string;
  /** The second hue is dashed too, so that it needs no colour to be told apart. */
  look?: 'line' | 'second';
  /** Oldest first; a hole where there is no value. */
  points: {
    at: string;
    value?: number;
    /** Uncertainty, drawn as a band. */
    low?: number;
    high?: number;
  }[];
}

/** Something that happened, on the time axis. @public */
export interface ChartMark {
  at: string;
  label: string;
  /** One character, drawn above the plot and before the label. */
  symbol: string;
}

/** A level with its value in the legend. @public */
export interface ChartLevel {
  value: number;
  label: string;
  look: 'threshold' | 'grey';
}

/** @public */
export interface TimeSeriesChartProps {
  title: string;
  series: TimeSeries[];
  /** Writes a value with its unit. */
  format: (value: number) => string;
  levels?: ChartLevel[];
  marks?: ChartMark[];
  /** Said when there is no value at all. */
  emptyReason: ReactNode;
  /** Smallest value of the axis; 0 when absent, `auto` to follow the data. */
  bottom?: number | 'auto';
  height?: number;
}

const describeBand = (
  point: TimeSeries['points'][number],
  format: (value: number) => string,
) =>
  point.low === undefined || point.high === undefined
    ? ''
    : ` [${format(point.low)}, ${format(point.high)}]`;

const formatOf = ({ series }: TimeSeriesChartProps) =>
  momentFormat(series.flatMap(one => one.points.map(point => point.at)));

function buildTable(props: TimeSeriesChartProps) {
  const { series, format } = props;
  const momentOf = formatOf(props);
  const times = [
    ...new Set(series.flatMap(one => one.points.map(point => point.at))),
  ].sort((a, b) => b.localeCompare(a));
  return {
    columns: ['Time', ...series.map(one => one.title)],
    rows: times.map(at => [
      momentOf(at),
      ...series.map(({ points }) => {
        const point = points.find(one => one.at === at);
        return point?.value === undefined
          ? '–'
          : `${format(point.value)}${describeBand(point, format)}`;
      }),
    ]),
  };
}

function summarise(props: TimeSeriesChartProps) {
  const { series, format } = props;
  const momentOf = formatOf(props);
  return series
    .map(({ title, points }) => {
      const known = points.filter(point => point.value !== undefined);
      const last = known[known.length - 1];
      return last
        ? `${title}: ${format(last.value!)} on ${momentOf(last.at)}, ${known.length} values.`
        : `${title}: no value.`;
    })
    .join(' ');
}

/** Lines over time with their bands, thresholds, and marks for what happened. @public */
export function TimeSeriesChart(props: TimeSeriesChartProps) {
  const { title, series, levels = [], marks = [], height = 220 } = props;
  const isEmpty = !series.some(one =>
    one.points.some(point => point.value !== undefined),
  );
  const legend: LegendEntry[] = [
    ...series.map(one => ({ look: one.look ?? 'line', text: one.title })),
    ...levels.map(({ look, label, value }) => ({
      look,
      text: `${label} ${props.format(value)}`,
    })),
  ];
  return (
    <ChartFrame
      title={title}
      summary={summarise(props)}
      table={buildTable(props)}
      legend={legend}
      emptyReason={isEmpty ? props.emptyReason : undefined}
      height={height}
    >
      <Suspense fallback={<Skeleton height={height} />}>
        <TimeSeriesPlot
          series={series}
          levels={levels}
          marks={marks}
          format={props.format}
          bottom={props.bottom ?? 0}
          height={height}
        />
      </Suspense>
      {marks.length > 0 && (
        <ul className={styles.marks} aria-label="What happened">
          {marks.map(mark => (
            <li key={`${mark.at} ${mark.label}`} title={formatMoment(mark.at)}>
              <span aria-hidden>{mark.symbol}</span>
              {`${formatDay(mark.at)} ${mark.label}`}
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
