import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Link } from '@backstage/ui';
import { Run } from '@plumbline/backstage-plugin-drift-common';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  RelativeTime,
  StatusChip,
  formatMoment,
  formatNumber,
  formatShare,
  formatWindow,
  nameOfActor,
  rowStyles,
  useAction,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { isActive, useRuns } from '../../hooks/useRuns';
import styles from '../DriftTab/DriftTab.module.css';

const duration = (ms: number) => {
  if (ms < 1000) {
    return `${Math.round(ms)} ms`;
  }
  return ms < 120_000
    ? `${(ms / 1000).toFixed(1)} s`
    : `${Math.round(ms / 60_000)} min`;
};

const TRIGGERS = {
  schedule: 'by schedule',
  person: 'by hand',
  backfill: 'for the past',
};

function describeTrigger({ trigger, startedBy }: Run) {
  return startedBy ? `by ${nameOfActor(startedBy)}` : TRIGGERS[trigger];
}

/** What became of a run, in words; the age stands beside it. */
function Outcome({ run }: { run: Run }) {
  switch (run.state) {
    case 'queued':
      return <>waits for its turn</>;
    case 'running':
      return (
        <div>
          {`${formatShare(run.progress)} done`}
          <br />
          <progress
            className={styles.progress}
            aria-label="Progress of the run"
            value={run.progress}
            max={1}
          />
        </div>
      );
    case 'failed':
      return (
        <span role="alert">{run.error ?? 'It failed without a reason.'}</span>
      );
    case 'cancelled':
      return <>cancelled</>;
    default:
      return <>{run.headline ?? 'finished'}</>;
  }
}

const describeRows = ({ rowsCurrent, rowsReference }: Run) =>
  [
    rowsCurrent === undefined ? '' : formatNumber(rowsCurrent),
    rowsReference === undefined
      ? ''
      : `baseline ${formatNumber(rowsReference)}`,
  ]
    .filter(Boolean)
    .join(', ');

function RunRow(props: {
  run: Run;
  canEdit: boolean;
  onCancelled: () => void;
}) {
  const { run, canEdit, onCancelled } = props;
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const cancel = useAction();
  return (
    <tr>
      <td data-label="Started">
        <span>
          <RelativeTime value={run.createdAt} />
          {`, ${describeTrigger(run)}`}
        </span>
      </td>
      <td data-label="Window">
        <span
          title={`${formatMoment(run.windowStart)} to ${formatMoment(run.windowEnd)}`}
        >
          {formatWindow(run.windowStart, run.windowEnd)}
        </span>
      </td>
      <td data-label="Status">
        {!isActive(run) && <StatusChip status={run.status} title={run.state} />}
      </td>
      <td data-label="Outcome">
        <div>
          <Outcome run={run} />
          {cancel.error && (
            <ErrorState
              title="The run was not cancelled"
              error={cancel.error}
            />
          )}
        </div>
      </td>
      <td data-label="Rows">{describeRows(run)}</td>
      <td data-label="Took" className={rowStyles.number}>
        {run.durationMs === undefined ? '' : duration(run.durationMs)}
      </td>
      <td data-label="Action" className={rowStyles.number}>
        {run.state === 'finished' && (
          <Link href={address.href({ view: undefined, run: run.id })}>
            Results
          </Link>
        )}
        {isActive(run) && canEdit && (
          <Button
            size="small"
            variant="secondary"
            isPending={cancel.isPending}
            onPress={() =>
              cancel.run(async () => {
                await driftApi.cancelRun(run.id);
                onCancelled();
              })
            }
          >
            Cancel
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The log of runs: what each did, why one failed, and a way to stop one. */
export function RunsView(props: { monitorId: string; canEdit: boolean }) {
  const address = useAddress();
  const cursor = address.get('cursor');
  const runs = useRuns(props.monitorId, cursor);
  if (runs.isLoading) {
    return <LoadingState label="Loading the runs" lines={8} />;
  }
  if (!runs.value) {
    return (
      <ErrorState
        title="The runs cannot be listed"
        error={runs.error ?? new Error('The answer was empty')}
        onRetry={runs.reload}
      >
        The newest results are still shown under Features.
      </ErrorState>
    );
  }
  const { items, nextCursor } = runs.value;
  if (items.length === 0) {
    return (
      <EmptyState title="It has never run.">
        Press &quot;Run now&quot;, or give the monitor a schedule.
      </EmptyState>
    );
  }
  return (
    <Panel>
      <Flex direction="column" gap="3">
        <table className={rowStyles.table} aria-label="Runs">
          <thead>
            <tr>
              {['Started', 'Window', 'Status', 'Outcome', 'Rows'].map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col" className={rowStyles.number}>
                Took
              </th>
              <th scope="col" aria-label="Action" />
            </tr>
          </thead>
          <tbody>
            {items.map(run => (
              <RunRow
                key={run.id}
                run={run}
                canEdit={props.canEdit}
                onCancelled={runs.reload}
              />
            ))}
          </tbody>
        </table>
        <Flex gap="3">
          {cursor && (
            <Link href={address.href({ cursor: undefined })}>Newest runs</Link>
          )}
          {nextCursor && (
            <Link href={address.href({ cursor: nextCursor })}>Older runs</Link>
          )}
        </Flex>
      </Flex>
    </Panel>
  );
}
