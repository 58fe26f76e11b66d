import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { Performance } from '@plumbline/backstage-plugin-drift-common';
import {
  ChartLevel,
  EmptyState,
  ErrorState,
  LoadingState,
  StatusChip,
  TimeSeriesChart,
  formatNumber,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { useAddress } from '../../hooks/useAddress';
import { useLoaded } from '../../hooks/useLoaded';
import { Panel } from '../DriftTab/Panel';
import styles from '../DriftTab/DriftTab.module.css';

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

function levelsOf(metric: Metric): ChartLevel[] {
  const levels: ChartLevel[] = [];
  if (metric.baseline !== undefined) {
    levels.push({ value: metric.baseline, label: 'baseline', look: 'grey' });
  }
  if (metric.threshold !== undefined) {
    levels.push({
      value: metric.threshold,
      label: metric.worse === 'lower' ? 'too low from' : 'too high from',
      look: 'threshold',
    });
  }
  return levels;
}

const band = ({ low, high }: Point) =>
  low === undefined || high === undefined
    ? ''
    : ` (${formatNumber(low)} to ${formatNumber(high)})`;

/** The newest answer in words: realised if labels came, else estimated. */
function Newest({ metric, points }: { metric: Metric; points: Point[] }) {
  const answered = points
    .filter(point => point.value !== null)
    .sort((a, b) => b.windowEnd.localeCompare(a.windowEnd));
  const newest = answered[0];
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
    <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
      <StatusChip status={newest.status} />
      <Text>
        {`${newest.kind === 'realised' ? 'Realised' : 'Estimated'} ${metric.title} ${formatNumber(newest.value!)}${band(newest)}${baseline}. ${
          metric.worse === 'lower' ? 'Higher is better.' : 'Lower is better.'
        }`}
      </Text>
    </Flex>
  );
}

const labelledShare = ({ labelled, rows }: Point) =>
  rows > 0 ? labelled / rows : undefined;

function MetricCharts({ metric, points }: { metric: Metric; points: Point[] }) {
  const windows = new Map(points.map(point => [point.windowEnd, point]));
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
      <Newest metric={metric} points={points} />
      <Panel>
        <TimeSeriesChart
          title={`${metric.title} over time`}
          format={formatNumber}
          series={series}
          levels={levelsOf(metric)}
          bottom="auto"
          height={260}
          emptyReason={
            points.find(point => point.reason)?.reason ??
            'No window has an answer yet.'
          }
        />
      </Panel>
      <Panel>
        <TimeSeriesChart
          title="Share of rows with a label"
          format={formatShare}
          height={140}
          series={[
            {
              key: 'labelled',
              title: 'labelled rows; late labels still raise it',
              points: [...windows.values()].map(point => ({
                at: point.windowEnd,
                value: labelledShare(point),
              })),
            },
          ]}
          emptyReason="No predictions were received yet."
        />
      </Panel>
    </>
  );
}

/** How well the model does: realised where labels exist, estimated where not. */
export function PerformanceView({ monitorId }: { monitorId: string }) {
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const performance = useLoaded(
    () => driftApi.getPerformance(monitorId),
    [driftApi, monitorId],
  );
  if (performance.isLoading) {
    return <LoadingState label="Loading the performance" lines={9} />;
  }
  if (!performance.value) {
    return (
      <ErrorState
        title="The performance cannot be read"
        error={performance.error ?? new Error('The answer was empty')}
        onRetry={performance.reload}
      >
        The drift of the features is still shown under Features.
      </ErrorState>
    );
  }
  const { metrics, points, reason } = performance.value;
  const metric =
    metrics.find(one => one.metric === address.get('metric')) ?? metrics[0];
  if (!metric) {
    return (
      <EmptyState title={reason ?? 'The performance is not known.'}>
        Name the columns of prediction, score and label under{' '}
        <code>performance</code> in the monitor. With scores alone it is
        estimated; labels may come later and are joined by id.
      </EmptyState>
    );
  }
  return (
    <Flex direction="column" gap="4">
      {metrics.length > 1 && (
        <Select
          className={styles.selected}
          label="Metric"
          options={metrics.map(one => ({
            value: one.metric,
            label: one.title,
          }))}
          value={metric.metric}
          onChange={key => address.set({ metric: String(key) })}
        />
      )}
      <MetricCharts
        metric={metric}
        points={points.filter(point => point.metric === metric.metric)}
      />
    </Flex>
  );
}
