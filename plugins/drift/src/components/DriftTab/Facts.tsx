import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Monitor, Run } from '@plumbline/backstage-plugin-drift-common';
import {
  ErrorState,
  RelativeTime,
  formatDay,
  formatNumber,
  formatShare,
  useAction,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { RiPlayLine, RiStackLine } from '@remixicon/react';
import { driftApiRef } from '../../api/DriftApi';
import styles from './DriftTab.module.css';

const describeBaseline = ({ baseline }: Monitor) => {
  if (!baseline) {
    return 'none yet';
  }
  const period =
    baseline.start && baseline.end
      ? `${formatDay(baseline.start)} to ${formatDay(baseline.end)}, `
      : '';
  return `${baseline.name} (${period}${formatNumber(baseline.rows)} rows)`;
};

const describePolicy = ({ policy }: Monitor) => {
  const settings = Object.entries(policy.settings)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ');
  return settings ? `Settings: ${settings}` : 'With its default settings';
};

function Progress({ active }: { active: Run[] }) {
  const run = active.find(one => one.trigger !== 'backfill');
  if (!run) {
    return (
      <div role="status">
        {`Earlier windows are read: ${active.length} of them still ${active.length === 1 ? 'waits' : 'wait'}.`}
      </div>
    );
  }
  return (
    <div role="status">
      {run.state === 'queued'
        ? 'A run waits for its turn.'
        : `A run is under way: ${formatShare(run.progress)} done.`}{' '}
      {run.state === 'running' && (
        <progress
          className={styles.progress}
          aria-label="Progress of the run"
          value={run.progress}
          max={1}
        />
      )}
    </div>
  );
}

interface FactsProps {
  monitor: Monitor;
  /** Runs that have not ended. */
  active: Run[];
  /** Of the newest window that was read. */
  rows?: number;
  onRunStarted: () => void;
}

/** What is compared with what, when, by which rule; and the two buttons that change it. */
export function Facts(props: FactsProps) {
  const { monitor, active, onRunStarted } = props;
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const start = useAction();
  const isRunning = active.some(run => run.trigger !== 'backfill');
  const rows =
    props.rows === undefined ? '' : ` (${formatNumber(props.rows)} rows)`;
  return (
    <>
      <div className={styles.facts}>
        <dl className={styles.factList}>
          <div title={monitor.baseline?.description}>
            <dt>baseline</dt>
            <dd>{describeBaseline(monitor)}</dd>
          </div>
          <div>
            <dt>window</dt>
            <dd>{`${monitor.windowDescription}${rows}`}</dd>
          </div>
          <div title={describePolicy(monitor)}>
            <dt>policy</dt>
            <dd>{monitor.policy.name}</dd>
          </div>
          <div title={monitor.schedule && `Cron in UTC: ${monitor.schedule}`}>
            <dt>next run</dt>
            <dd>
              {monitor.nextRunAt ? (
                <RelativeTime value={monitor.nextRunAt} />
              ) : (
                'on demand'
              )}
            </dd>
          </div>
        </dl>
        {monitor.canEdit && (
          <div className={styles.buttons}>
            <Button
              size="small"
              variant="primary"
              iconStart={<RiPlayLine />}
              isPending={start.isPending}
              isDisabled={isRunning}
              onPress={() =>
                start.run(async () => {
                  await driftApi.startRun(monitor.id);
                  onRunStarted();
                })
              }
            >
              Run now
            </Button>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiStackLine />}
              onPress={() => address.set({ dialog: 'baseline' })}
            >
              Change baseline
            </Button>
          </div>
        )}
      </div>
      {active.length > 0 && <Progress active={active} />}
      {start.error && (
        <ErrorState title="The run was not started" error={start.error}>
          The results of earlier runs are still below.
        </ErrorState>
      )}
    </>
  );
}
