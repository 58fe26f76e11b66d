import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { MonitorSummary } from '@plumbline/backstage-plugin-drift-common';
import {
  EmptyState,
  RelativeTime,
  Sparkline,
  StatusCard,
  StatusChip,
  formatShare,
  useTabAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { useMonitors } from '../../hooks/useMonitors';

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
  const addressOf = useTabAddress('drift');
  const monitors = useMonitors(entityRef);
  return (
    <StatusCard
      title="Drift"
      status={monitors.value?.[0]?.status}
      read={monitors}
      loadingLabel="Loading the drift"
      errorTitle="The drift is not known right now"
    >
      {found =>
        found.length === 0 ? (
          <EmptyState
            title="Nobody watches this yet."
            action={<Link href={addressOf(entityRef)}>Add a drift.yaml</Link>}
          >
            It has no monitor.
          </EmptyState>
        ) : (
          <Flex direction="column" gap="4">
            {found.map(monitor => (
              <MonitorLines
                key={monitor.id}
                monitor={monitor}
                href={addressOf(entityRef, { monitor: monitor.id })}
                isOnly={found.length === 1}
              />
            ))}
          </Flex>
        )
      }
    </StatusCard>
  );
}
