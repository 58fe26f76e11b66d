import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Card, CardBody, CardHeader, Flex, Link, Text } from '@backstage/ui';
import { MonitorSummary } from '@plumbline/backstage-plugin-drift-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  RelativeTime,
  Sparkline,
  StatusChip,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';
import { useMonitors } from '../../hooks/useMonitors';
import { useDriftAddress } from '../entities/useDriftAddress';

function MonitorLines(props: {
  monitor: MonitorSummary;
  href?: string;
  isOnly: boolean;
}) {
  const { monitor, href, isOnly } = props;
  const trend = monitor.trend.map(point => point.driftedShare ?? undefined);
  return (
    <Flex direction="column" gap="2">
      {!isOnly && (
        <Flex justify="between" gap="3">
          <Text weight="bold">{monitor.name}</Text>
          <StatusChip status={monitor.status} />
        </Flex>
      )}
      <Text>
        {href ? <Link href={href}>{monitor.headline}</Link> : monitor.headline}
      </Text>
      {trend.some(share => share !== undefined) && (
        <Flex gap="3" align="center">
          <Sparkline
            values={trend}
            threshold={monitor.threshold}
            width={140}
            label={`Share of drifted features in the last ${trend.length} runs`}
          />
          <Text color="secondary" variant="body-small">
            {`critical from ${formatShare(monitor.threshold)}`}
          </Text>
        </Flex>
      )}
      {monitor.performance?.status === 'ok' ||
      monitor.performance?.status === 'unknown' ? (
        <Text color="secondary" variant="body-small">
          {monitor.performance.sentence}
        </Text>
      ) : undefined}
      <Text color="secondary" variant="body-small">
        {monitor.checkedAt ? (
          <>
            checked <RelativeTime value={monitor.checkedAt} />
          </>
        ) : (
          'never checked'
        )}
      </Text>
    </Flex>
  );
}

/** Whether an entity left its baseline, in the size of a card. */
export function DriftCard() {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLowerCase();
  const addressOf = useDriftAddress();
  const monitors = useMonitors(entityRef);
  const worst = monitors.value?.[0];
  return (
    <Card>
      <CardHeader>
        <Flex justify="between" align="center" gap="3">
          <Text as="h2" variant="title-x-small" weight="bold">
            Drift
          </Text>
          {worst && <StatusChip status={worst.status} />}
        </Flex>
      </CardHeader>
      <CardBody>
        {monitors.isLoading && (
          <LoadingState label="Loading the drift" lines={3} />
        )}
        {monitors.error && (
          <ErrorState
            title="The drift is not known right now"
            error={monitors.error}
            onRetry={monitors.reload}
          >
            Everything else on this page still works.
          </ErrorState>
        )}
        {monitors.value?.length === 0 && (
          <EmptyState
            title="Nobody watches this yet."
            action={<Link href={addressOf(entityRef)}>Add a drift.yaml</Link>}
          >
            It has no monitor.
          </EmptyState>
        )}
        {monitors.value && monitors.value.length > 0 && (
          <Flex direction="column" gap="4">
            {monitors.value.map(monitor => (
              <MonitorLines
                key={monitor.id}
                monitor={monitor}
                href={addressOf(entityRef, monitor.id)}
                isOnly={monitors.value?.length === 1}
              />
            ))}
          </Flex>
        )}
      </CardBody>
    </Card>
  );
}
