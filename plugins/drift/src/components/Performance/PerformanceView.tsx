import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import { PerformanceSummary } from '@plumbline/backstage-plugin-drift-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  RelativeTime,
  StatusChip,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import styles from '../DriftTab/DriftTab.module.css';
import { LabelPanel } from './LabelPanel';
import { MetricCharts } from './MetricCharts';

/** The answer in one sentence, with its age. */
function Summary({ summary }: { summary: PerformanceSummary }) {
  return (
    <div className={styles.headline}>
      <StatusChip status={summary.status} />
      <Text as="h3" weight="bold" className={styles.sentence}>
        {summary.sentence}
      </Text>
      {summary.measuredAt && (
        <Text color="secondary" variant="body-small">
          {summary.error ? 'tried ' : 'measured '}
          <RelativeTime value={summary.measuredAt} />
        </Text>
      )}
    </div>
  );
}

/** How well the model does: realised where labels exist, estimated where not. */
export function PerformanceView(props: {
  monitorId: string;
  /** When the monitor answered last; a newer answer brings newer numbers. */
  checkedAt?: string;
}) {
  const { monitorId, checkedAt } = props;
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const performance = useLoaded(
    () => driftApi.getPerformance(monitorId),
    [driftApi, monitorId, checkedAt],
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
  const { metrics, windows, points, labels, reason, summary } =
    performance.value;
  const metric =
    metrics.find(one => one.metric === address.get('metric')) ?? metrics[0];
  const labelPanel = windows.length > 0 && (
    <LabelPanel windows={windows} labels={labels} />
  );
  if (!metric) {
    return (
      <Flex direction="column" gap="4">
        <EmptyState title={reason ?? 'The performance is not known.'}>
          Name the columns of prediction, score and label under{' '}
          <code>performance</code> in the monitor. With scores alone it is
          estimated; labels may come later and are joined by id.
        </EmptyState>
        {labelPanel}
      </Flex>
    );
  }
  return (
    <Flex direction="column" gap="4">
      {summary && <Summary summary={summary} />}
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
      {labelPanel}
    </Flex>
  );
}
