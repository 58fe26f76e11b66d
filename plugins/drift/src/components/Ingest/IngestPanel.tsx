import { discoveryApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  CopyCommand,
  ErrorState,
  LoadingState,
  Panel,
  RelativeTime,
  formatNumber,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';

const REFRESH_MS = 15_000;

/** How a model server sends a file of predictions; the token is not ours to show. */
function buildCommand(address: string): string {
  return [
    `curl -X POST ${address}`,
    '-H "Authorization: Bearer $PLUMBLINE_TOKEN"',
    '-H "Content-Type: application/x-ndjson"',
    '-H "Idempotency-Key: $(sha256sum < predictions.ndjson | cut -c1-64)"',
    '--data-binary @predictions.ndjson',
  ].join(' \\\n  ');
}

const rows = (count: number, word: string) =>
  `${formatNumber(count)} ${word}${count === 1 ? '' : 's'}`;

/** What model servers sent to a monitor of late, and how they do it. */
export function IngestPanel(props: { monitorId: string }) {
  const { monitorId } = props;
  const driftApi = useApi(driftApiRef);
  const discovery = useApi(discoveryApiRef);
  const activity = useLoaded(
    () => driftApi.getIngestActivity(monitorId),
    [driftApi, monitorId],
    REFRESH_MS,
  );
  const address = useLoaded(
    () => discovery.getBaseUrl('drift'),
    [discovery],
  ).value;
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <Text as="h3" variant="body-large" weight="bold">
          Predictions over HTTP
        </Text>
        {activity.isLoading && (
          <LoadingState label="Loading what was sent" lines={2} />
        )}
        {activity.error && (
          <ErrorState
            title="What was sent cannot be read"
            error={activity.error}
            onRetry={activity.reload}
          />
        )}
        {activity.value && (
          <Text>
            {activity.value.receivedAt ? (
              <>
                {`${rows(activity.value.predictions, 'prediction')} and ${rows(activity.value.labels, 'label')} in the last 24 hours; the newest batch came `}
                <RelativeTime value={activity.value.receivedAt} />.
              </>
            ) : (
              'Nothing was sent yet. Send one JSON object on each line; a batch that comes again with its key counts once.'
            )}
          </Text>
        )}
        {address && (
          <CopyCommand
            label="Copy the command that sends predictions"
            command={buildCommand(
              `${address}/monitors/${monitorId}/predictions`,
            )}
          />
        )}
      </Flex>
    </Panel>
  );
}
