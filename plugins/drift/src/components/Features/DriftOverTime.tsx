import { Text } from '@backstage/ui';
import { History } from '@plumbline/backstage-plugin-drift-common';
import {
  ErrorState,
  Loaded,
  LoadingState,
  TimeSeriesChart,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';

const SYMBOLS = {
  baseline: '◆',
  'model-version': '▼',
  alert: '!',
  retraining: '↻',
} as const;

/** Windows from before there were rows leave the drawing to those with an answer. */
function skipBeginning(points: History['points']): History['points'] {
  const first = points.findIndex(({ driftedShare }) => driftedShare !== null);
  return points.slice(Math.max(0, first));
}

/** Share of drifted features, window by window, with what happened in between. */
export function DriftOverTime({ history }: { history: Loaded<History> }) {
  if (history.isLoading) {
    return <LoadingState label="Loading the history" lines={7} />;
  }
  if (!history.value) {
    return (
      <ErrorState
        title="The history cannot be read"
        error={history.error ?? new Error('The answer was empty')}
        onRetry={history.reload}
      >
        The newest results below are complete.
      </ErrorState>
    );
  }
  const { points, marks, threshold, unmarked = [] } = history.value;
  return (
    <>
      <TimeSeriesChart
        title="Share of drifted features over time"
        format={formatShare}
        series={[
          {
            key: 'share',
            title: 'drifted features',
            points: skipBeginning(points).map(point => ({
              at: point.windowEnd,
              value: point.driftedShare ?? undefined,
            })),
          },
        ]}
        levels={[
          { value: threshold, label: 'critical from', look: 'threshold' },
        ]}
        marks={marks.map(({ at, kind, label }) => ({
          at,
          label,
          symbol: SYMBOLS[kind],
        }))}
        emptyReason={
          points.length === 0
            ? 'No run has finished yet. The first one draws the first point.'
            : 'No run could give an answer yet: see why under Runs.'
        }
      />
      {unmarked.map(reason => (
        <Text key={reason} color="secondary" variant="body-small">
          {reason}
        </Text>
      ))}
    </>
  );
}
