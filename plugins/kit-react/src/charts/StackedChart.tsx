import { Skeleton } from '@backstage/ui';
import { ReactNode, Suspense, lazy } from 'react';
import { formatDay } from '../time/formatDay';
import { ChartFrame, ChartTone } from './ChartFrame';
import { textOf } from './textOf';

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
  }[];
  /** Writes a value with its unit. */
  format: (value: number) => string;
  /** Said when there is no day. */
  emptyReason: ReactNode;
  height?: number;
}

function summarise(props: StackedChartProps) {
  const { parts, days, format } = props;
  const last = days[days.length - 1];
  const said = parts
    .filter(({ key }) => last.values[key])
    .map(({ key, title }) => `${title} ${textOf(last, key, format)}`);
  return `${days.length} days. ${formatDay(last.day)}: ${said.join(', ') || format(0)}.`;
}

/** What adds up on each day. @public */
export function StackedChart(props: StackedChartProps) {
  const { title, days, format, height = 220 } = props;
  const isEmpty = days.length === 0;
  // A part that never happened would only fill the legend
  const parts = props.parts.filter(({ key }) =>
    days.some(({ values }) => values[key]),
  );
  return (
    <ChartFrame
      title={title}
      summary={isEmpty ? '' : summarise(props)}
      table={{
        columns: ['Day', ...parts.map(part => part.title)],
        rows: [...days]
          .reverse()
          .map(day => [
            formatDay(day.day),
            ...parts.map(({ key }) => textOf(day, key, format)),
          ]),
      }}
      legend={parts.map(part => ({ tone: part.tone, text: part.title }))}
      emptyReason={isEmpty ? props.emptyReason : undefined}
      height={height}
    >
      <Suspense fallback={<Skeleton height={height} />}>
        <StackedPlot
          parts={parts}
          days={days}
          format={format}
          height={height}
        />
      </Suspense>
    </ChartFrame>
  );
}
