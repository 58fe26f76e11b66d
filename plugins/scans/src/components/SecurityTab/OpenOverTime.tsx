import { Panel, StackedChart } from '@plumbline/backstage-plugin-kit-react';
import { EntityPosture } from '@plumbline/backstage-plugin-scans-common';
import { SEVERITIES, TONES } from '../words/severities';

const PARTS = SEVERITIES.map(severity => ({
  key: severity,
  title: severity,
  tone: TONES[severity],
}));

/** What was open at the end of each day. */
export function OpenOverTime({ trend }: Pick<EntityPosture, 'trend'>) {
  return (
    <Panel>
      <StackedChart
        title="Open findings by severity"
        parts={PARTS}
        days={trend.map(({ day, open }) => ({ day, values: open }))}
        format={count => count.toLocaleString('en')}
        emptyReason="There is a bar for each day from the first scan on; the first comes at midnight UTC."
      />
    </Panel>
  );
}
