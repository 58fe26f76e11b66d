import { Flex, Text } from '@backstage/ui';
import { Performance } from '@plumbline/backstage-plugin-drift-common';
import {
  ChartLevel,
  ChartMark,
  Panel,
  StatusChip,
  TimeSeriesChart,
  formatDay,
  formatNumber,
} from '@plumbline/backstage-plugin-kit-react';

type Point = Performance['points'][number];
type Metric = Performance['metrics'][number];

const KINDS = [
  { kind: 'realised', title: 'realised, from labels', look: 'line' },
  {
    kind: 'estimated',
    title: 'estimated, without labels',
    look: 'second',
  },
] as const;

const BETTER = {
  lower: 'Higher is better.',
  higher: 'Lower is better.',
  either: 'Nearer to zero is better.',
};

/** The newest window that has an answer: by labels if they came, else by an estimate. */
function findNewest(points: Point[]): Point | undefined {
  const answered = points.filter(point => point.value !== null);
  return (
    answered.findLast(
      ({ kind, status }) => kind === 'realised' && status !== 'unknown',
    ) ?? answered.at(-1)
  );
}

function levelsOf(metric: Metric, newest: Point | undefined): ChartLevel[] {
  const levels: ChartLevel[] = [];
  if (metric.baseline !== undefined) {
    levels.push({ value: metric.baseline, label: 'baseline', look: 'grey' });
  }
  if (newest?.thresholdLow !== undefined) {
    levels.push({
      value: newest.thresholdLow,
      label: 'too low below',
      look: 'threshold',
    });
  }
  if (newest?.thresholdHigh !== undefined) {
    levels.push({
      value: newest.thresholdHigh,
      label: 'too high above',
      look: 'threshold',
    });
  }
  return levels;
}

function marksOf({ changedSince }: Metric): ChartMark[] {
  return changedSince === undefined
    ? []
    : [{ at: changedSince, label: 'another level since', symbol: '⇅' }];
}

const band = ({ low, high }: Point) =>
  low === undefined || high === undefined
    ? ''
    : ` (${formatNumber(low)} to ${formatNumber(high)})`;

/** The newest answer in words, and why it is good or bad. */
function Newest(props: {
  metric: Metric;
  points: Point[];
  newest: Point | undefined;
}) {
  const { metric, points, newest } = props;
  if (!newest) {
    const reason = points.find(point => point.reason)?.reason;
    return (
      <Text>
        {reason ?? `No window has an answer for ${metric.title} yet.`}
      </Text>
    );
  }
  const baseline =
    metric.baseline === undefined
      ? ''
      : `, baseline ${formatNumber(metric.baseline)}`;
  return (
    <Flex direction="column" gap="1">
      <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
        <StatusChip status={newest.status} />
        <Text>
          {`${newest.kind === 'realised' ? 'Realised' : 'Estimated'} ${metric.title} ${formatNumber(newest.value!)}${band(newest)} on ${formatDay(newest.windowStart)}${baseline}. ${BETTER[metric.worse]}`}
        </Text>
      </Flex>
      {newest.reason && (
        <Text color="secondary" variant="body-small">
          {newest.reason}
        </Text>
      )}
      {metric.changedSince && (
        <Text color="secondary" variant="body-small">
          {`Its level has been another one since ${formatDay(metric.changedSince)}, by the Page-Hinkley method over the realised windows.`}
        </Text>
      )}
    </Flex>
  );
}

/** One figure over time: realised and estimated, with what chance allows. */
export function MetricCharts(props: { metric: Metric; points: Point[] }) {
  const { metric, points } = props;
  const newest = findNewest(points);
  const series = KINDS.map(({ kind, title, look }) => ({
    key: kind,
    title,
    look,
    points: points
      .filter(point => point.kind === kind)
      .map(point => ({
        at: point.windowEnd,
        value: point.value ?? undefined,
        low: point.low,
        high: point.high,
      })),
  })).filter(one => one.points.length > 0);
  return (
    <>
      <Newest metric={metric} points={points} newest={newest} />
      <Panel>
        <TimeSeriesChart
          title={`${metric.title} over time`}
          format={formatNumber}
          series={series}
          levels={levelsOf(metric, newest)}
          marks={marksOf(metric)}
          bottom="auto"
          height={260}
          emptyReason={
            points.find(point => point.reason)?.reason ??
            'No window has an answer yet.'
          }
        />
      </Panel>
    </>
  );
}
