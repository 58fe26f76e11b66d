import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { AlertItem } from './AlertItem';
import { RetrainingItem } from './RetrainingItem';
import styles from '../DriftTab/DriftTab.module.css';

function RetrainingProposals({ monitorId }: { monitorId: string }) {
  const driftApi = useApi(driftApiRef);
  const proposals = useLoaded(
    () => driftApi.listRetraining(monitorId),
    [driftApi, monitorId],
  );
  if (proposals.error) {
    return (
      <ErrorState
        title="Proposals to train again cannot be read"
        error={proposals.error}
        onRetry={proposals.reload}
      >
        The alerts below are complete.
      </ErrorState>
    );
  }
  const items = proposals.value?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="3">
      <Text as="h3" variant="title-x-small">
        Training again
      </Text>
      <ul className={styles.list} aria-label="Proposals to train again">
        {items.map(proposal => (
          <RetrainingItem
            key={proposal.id}
            proposal={proposal}
            onDecided={proposals.reload}
          />
        ))}
      </ul>
    </Flex>
  );
}

/** Alerts with who did what and when, and proposals that wait for a decision. */
export function AlertsView({ monitorId }: { monitorId: string }) {
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const cursor = address.get('cursor');
  const alerts = useLoaded(
    () => driftApi.listAlerts(monitorId, cursor),
    [driftApi, monitorId, cursor],
  );
  return (
    <Flex direction="column" gap="4">
      <RetrainingProposals monitorId={monitorId} />
      {alerts.isLoading && (
        <LoadingState label="Loading the alerts" lines={8} />
      )}
      {alerts.error && (
        <ErrorState
          title="The alerts cannot be read"
          error={alerts.error}
          onRetry={alerts.reload}
        >
          The status above is still that of the newest run.
        </ErrorState>
      )}
      {alerts.value?.items.length === 0 && (
        <EmptyState title="There was never an alert.">
          One opens after two bad windows of three, unless the monitor says
          otherwise; the owner is told once.
        </EmptyState>
      )}
      {alerts.value && alerts.value.items.length > 0 && (
        <Flex direction="column" gap="3">
          <Text as="h3" variant="title-x-small">
            Alerts
          </Text>
          <ul className={styles.list} aria-label="Alerts">
            {alerts.value.items.map(alert => (
              <AlertItem
                key={alert.id}
                alert={alert}
                onChanged={alerts.reload}
              />
            ))}
          </ul>
          <Flex gap="3">
            {cursor && (
              <Link href={address.href({ cursor: undefined })}>
                Newest alerts
              </Link>
            )}
            {alerts.value.nextCursor && (
              <Link href={address.href({ cursor: alerts.value.nextCursor })}>
                Older alerts
              </Link>
            )}
          </Flex>
        </Flex>
      )}
    </Flex>
  );
}
