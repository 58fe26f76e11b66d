import { Skeleton } from '@backstage/ui';
import { ReactNode, Suspense, lazy } from 'react';
import { formatDay } from '../time/formatDay';
import styles from './charts.module.css';
import { ChartFrame, ChartTone } from './ChartFrame';
import { textOf } from './textOf';
import type { ChartLevel, ChartMark } from './TimeSeriesChart';

const StackedPlot = lazy(() =>
  import('./StackedPlot').then(m => ({ default: m.StackedPlot })),
);

/** @public */
export interface StackedChartProps {
  title: string;
  /** From the bottom up. */
  parts: { key: string; title: string; tone: ChartTone }[];
  /** One bar per day, the oldest first; a part that a day lacks is nothing. */
  days: {
    day: string;
    values: Record<string, number>;
    /** What the values are exactly, where the height of a bar is not enough; a part that lacks one is not known. */
    texts?: Record<string, string>;
    /** Between which the sum is expected to lie, drawn as a band. */
    band?: [low: number, high: number];
    /** The band in words; it has a column of its own in the table. */
    bandText?: string;
  }[];
  /** Of the bands, where there are any. */
  bandTitle?: string;
  /** Lines across, such as a budget. */
  levels?: ChartLevel[];
  /** What happened on some of the days, on the time axis. */
  marks?: ChartMark[];
  /** Writes the days; `12 Nov` when absent. */
  labelOf?: (day: string) => string;
  /** What a bar is, for the table; a day when absent. */
  dayTitle?: string;
  /** Writes a value with its unit. */
  format: (value: number) => string;
  /** Said when there is no day. */
  emptyReason: ReactNode;
  height?: number;
}

type Day = StackedChartProps['days'][number];

/** What is only expected is no newest day. */
const isKnown = ({ texts, band }: Day) =>
  texts ? Object.keys(texts).length > 0 && !band : true;

function summarise(props: StackedChartProps) {
  const { parts, days, format, labelOf = formatDay } = props;
  const known = days.filter(isKnown);
  const last = known[known.length - 1] ?? days[days.length - 1];
  const said = parts
    .filter(({ key }) => last.values[key])
    .map(({ key, title }) => `${title} ${textOf(last, key, format)}`);
  const end = days[days.length - 1];
  const expected = end.bandText
    ? ` ${labelOf(end.day)}: ${props.bandTitle} ${end.bandText}.`
    : '';
  return `${days.length} days. ${labelOf(last.day)}: ${said.join(', ') || format(0)}.${expected}`;
}

/** What adds up on each day. @public */
export function StackedChart(props: StackedChartProps) {
  const { title, days, format, labelOf = formatDay, height = 220 } = props;
  const { levels = [], marks = [], bandTitle } = props;
  const isEmpty = days.length === 0;
  // A part that never happened would only fill the legend
  const parts = props.parts.filter(({ key }) =>
    days.some(({ values }) => values[key]),
  );
  const band = days.some(day => day.band) ? bandTitle : undefined;
  return (
    <ChartFrame
      title={title}
      summary={isEmpty ? '' : summarise(props)}
      table={{
        columns: [
          props.dayTitle ?? 'Day',
          ...parts.map(part => part.title),
          ...(band ? [band] : []),
        ],
        rows: [...days]
          .reverse()
          .map(day => [
            labelOf(day.day),
            ...parts.map(({ key }) => textOf(day, key, format)),
            ...(band ? [day.bandText ?? '–'] : []),
          ]),
      }}
      legend={[
        ...parts.map(part => ({ tone: part.tone, text: part.title })),
        ...(band ? [{ look: 'band' as const, text: band }] : []),
        ...levels.map(({ look, label, value }) => ({
          look,
          text: `${label} ${format(value)}`,
        })),
      ]}
      emptyReason={isEmpty ? props.emptyReason : undefined}
      height={height}
    >
      <Suspense fallback={<Skeleton height={height} />}>
        <StackedPlot
          parts={parts}
          days={days}
          format={format}
          labelOf={labelOf}
          levels={levels}
          marks={marks}
          height={height}
        />
      </Suspense>
      {marks.length > 0 && (
        <ul className={styles.marks} aria-label="What happened">
          {marks.map(mark => (
            <li key={`${mark.at} ${mark.label}`}>
              <span aria-hidden>{mark.symbol}</span>
              {mark.label}
            </li>
          ))}
        </ul>
      )}
    </ChartFrame>
  );
}
