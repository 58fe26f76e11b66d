import { Performance } from '@plumbline/backstage-plugin-drift-common';
import {
  Panel,
  TimeSeriesChart,
  formatNumber,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';
import styles from '../DriftTab/DriftTab.module.css';

interface LabelPanelProps {
  windows: Performance['windows'];
  labels: Performance['labels'];
}

function sumOf(windows: Performance['windows'], key: 'rows' | 'labelled') {
  return windows.reduce((sum, window) => sum + window[key], 0);
}

/** How many labels came, and how many of them meet no prediction or are not the only one. */
export function LabelPanel({ windows, labels }: LabelPanelProps) {
  const rows = sumOf(windows, 'rows');
  const labelled = sumOf(windows, 'labelled');
  const count = (value: number | undefined) =>
    value === undefined ? 'not counted' : formatNumber(value);
  const facts = [
    {
      title: 'labelled',
      text: `${formatNumber(labelled)} of ${formatNumber(rows)} rows${rows > 0 ? ` (${formatShare(labelled / rows)})` : ''}`,
      why: 'Rows of the windows shown that have a label by now. Labels that come late still raise it.',
    },
    {
      title: 'labels without a prediction',
      text: count(labels?.orphans),
      why: 'Labels whose id no prediction has. Many of them mean that ids do not match, or that predictions are missing.',
    },
    {
      title: 'repeated labels',
      text: count(labels?.repeated),
      why: 'Labels that a later one for the same id replaced: the last one counts.',
    },
    {
      title: 'repeated predictions',
      text: count(labels?.repeatedPredictions),
      why: 'Predictions that a later one with the same id replaced: the last one counts.',
    },
  ];
  return (
    <>
      <div className={styles.facts}>
        <dl className={styles.factList}>
          {facts.map(({ title, text, why }) => (
            <div key={title} title={why}>
              <dt>{title}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      </div>
      <Panel>
        <TimeSeriesChart
          title="Share of rows with a label"
          format={formatShare}
          height={140}
          series={[
            {
              key: 'labelled',
              title: 'labelled rows; late labels still raise it',
              points: windows.map(window => ({
                at: window.windowEnd,
                value:
                  window.rows > 0 ? window.labelled / window.rows : undefined,
              })),
            },
          ]}
          emptyReason="No predictions were received yet."
        />
      </Panel>
    </>
  );
}
