import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { History, Monitor } from '@plumbline/backstage-plugin-drift-common';
import {
  EmptyState,
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
  formatDay,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { driftApiRef } from '../../api/DriftApi';
import { DriftOverTime } from './DriftOverTime';
import { ExportButtons } from './ExportButtons';
import { FeaturePanel } from './FeaturePanel';
import { FeatureTable } from './FeatureTable';
import styles from '../DriftTab/DriftTab.module.css';

const REASONS: Record<NonNullable<Monitor['unknownReason']>, string> = {
  'no-baseline': 'There is no baseline yet: choose one with "Change baseline".',
  'no-rows':
    'The newest window holds no rows: check that its data still arrives.',
  'not-enough-rows':
    'The newest window holds too few rows to tell drift from chance. A longer window helps.',
  failed: 'The newest run failed: the reason stands under Runs.',
  'never-run': 'It was never checked: press "Run now".',
  disabled: 'The monitor is switched off in its definition.',
};

function Results({ runId }: { runId: string }) {
  const driftApi = useApi(driftApiRef);
  const cursor = useAddress().get('cursor');
  const columns = useLoaded(
    () => driftApi.listColumns(runId, cursor),
    [driftApi, runId, cursor],
  );
  if (columns.isLoading) {
    return <LoadingState label="Loading the features" lines={8} />;
  }
  if (!columns.value) {
    return (
      <ErrorState
        title="The features cannot be read"
        error={columns.error ?? new Error('The answer was empty')}
        onRetry={columns.reload}
      >
        The history above still holds.
      </ErrorState>
    );
  }
  if (columns.value.items.length === 0) {
    return (
      <EmptyState title="This run tested no feature.">
        Declare the types of the columns in the monitor, or choose another
        baseline.
      </EmptyState>
    );
  }
  return (
    <FeatureTable
      results={columns.value.items}
      nextCursor={columns.value.nextCursor}
    />
  );
}

interface FeaturesViewProps {
  monitor: Monitor;
  history: Loaded<History>;
  /** Run whose results are shown; absent when none has finished. */
  runId?: string;
  /** Whether the address asks for another run than the newest. */
  isOlderRun: boolean;
  /** End of the newest window that has an answer. */
  answeredAt?: string;
}

/** What drifted: over time, then feature by feature, one of them in the side panel. */
export function FeaturesView(props: FeaturesViewProps) {
  const { monitor, history, runId, isOlderRun, answeredAt } = props;
  const address = useAddress();
  const feature = address.get('feature');
  return (
    <Flex direction="column" gap="4">
      <Panel>
        <DriftOverTime history={history} />
      </Panel>
      <Panel>
        <Flex direction="column" gap="3">
          <div className={styles.bar}>
            <Text as="h3" variant="title-x-small">
              {isOlderRun ? 'Features in an older run' : 'Features'}
            </Text>
            {isOlderRun && (
              <Link href={address.href({ run: undefined })}>
                Show the newest run
              </Link>
            )}
            {runId && <ExportButtons runId={runId} />}
          </div>
          {monitor.unknownReason && !isOlderRun && (
            <EmptyState title="There is no answer for the newest window.">
              {REASONS[monitor.unknownReason]}
              {answeredAt &&
                ` Below stands the last answer, of the window that ended on ${formatDay(answeredAt)}.`}
            </EmptyState>
          )}
          {runId && <Results runId={runId} />}
          {!runId && history.isLoading && (
            <LoadingState label="Loading the features" lines={8} />
          )}
        </Flex>
      </Panel>
      {runId && feature && (
        <FeaturePanel key={feature} runId={runId} feature={feature} />
      )}
    </Flex>
  );
}
