import { useApi } from '@backstage/frontend-plugin-api';
import {
  ErrorState,
  LoadingState,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { useEffect, useRef } from 'react';
import { driftApiRef } from '../../api/DriftApi';
import { newestAnswer } from '../../hooks/newestAnswer';
import { isActive, useRuns } from '../../hooks/useRuns';
import { AlertsView } from '../Alerts/AlertsView';
import { BaselineDialog } from '../BaselineDialog/BaselineDialog';
import { ContractPanel } from '../Contract/ContractPanel';
import { FeaturesView } from '../Features/FeaturesView';
import { IngestPanel } from '../Ingest/IngestPanel';
import { PerformanceView } from '../Performance/PerformanceView';
import { PlaygroundView } from '../Playground/PlaygroundView';
import { RunsView } from '../Runs/RunsView';
import { VersionsView } from '../Versions/VersionsView';
import { Facts } from './Facts';
import { Headline } from './Headline';
import { ViewLinks } from './ViewLinks';
import { readView } from './views';

/** One monitor: headline, what is compared, and the part that the address names. */
export function MonitorView(props: { id: string; entityRef: string }) {
  const { id, entityRef } = props;
  const driftApi = useApi(driftApiRef);
  const address = useAddress();
  const view = readView(address.get('view'));
  const monitor = useLoaded(() => driftApi.getMonitor(id), [driftApi, id]);
  const history = useLoaded(() => driftApi.getHistory(id), [driftApi, id]);
  const runs = useRuns(id);
  const active = runs.value?.items.filter(isActive) ?? [];

  // When a run ends, what was read before it is old.
  const isRunning = active.length > 0;
  const wasRunning = useRef(false);
  const { reload: reloadMonitor } = monitor;
  const { reload: reloadHistory } = history;
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      reloadMonitor();
      reloadHistory();
    }
    wasRunning.current = isRunning;
  }, [isRunning, reloadMonitor, reloadHistory]);

  if (monitor.isLoading) {
    return <LoadingState label="Loading the monitor" lines={9} />;
  }
  if (!monitor.value) {
    return (
      <ErrorState
        title="The monitor cannot be shown"
        error={monitor.error ?? new Error('The answer was empty')}
        onRetry={monitor.reload}
      >
        The other tabs of this page still work.
      </ErrorState>
    );
  }
  const { answered, newest } = newestAnswer(history.value);
  const shown = address.get('run') ?? answered?.runId;
  // The newest window has one even where drift has no answer
  const contractOf = address.get('run') ?? newest?.runId;
  return (
    <>
      <Headline monitor={monitor.value} />
      <Facts
        monitor={monitor.value}
        active={active}
        rows={newest?.rowsCurrent}
        onRunStarted={runs.reload}
      />
      <ViewLinks open={view} />
      {view === 'features' && monitor.value.hasContract && contractOf && (
        <ContractPanel runId={contractOf} />
      )}
      {view === 'features' && (
        <FeaturesView
          monitor={monitor.value}
          history={history}
          runId={shown}
          isOlderRun={shown !== answered?.runId}
          answeredAt={answered?.windowEnd}
        />
      )}
      {view === 'performance' && (
        <PerformanceView monitorId={id} checkedAt={monitor.value.checkedAt} />
      )}
      {view === 'versions' && <VersionsView entityRef={entityRef} />}
      {view === 'alerts' && <AlertsView monitorId={id} />}
      {view === 'runs' && monitor.value.acceptsPredictions && (
        <IngestPanel monitorId={id} />
      )}
      {view === 'runs' && (
        <RunsView monitorId={id} canEdit={monitor.value.canEdit} />
      )}
      {view === 'playground' && <PlaygroundView entityRef={entityRef} />}
      {address.get('dialog') === 'baseline' && (
        <BaselineDialog
          monitor={monitor.value}
          onClose={() => address.set({ dialog: undefined })}
          onActivated={() => {
            monitor.reload();
            history.reload();
          }}
        />
      )}
    </>
  );
}
