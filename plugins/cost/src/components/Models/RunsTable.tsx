import {
  EntityLink,
  Section,
  formatDay,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { CostModelAnswer } from '@plumbline/backstage-plugin-cost-common';
import { Money } from '../money/Money';
import { counted } from '../words/words';
import styles from './Models.module.css';

const MOST = 100;

/** The training runs of the month, the dearest first. */
export function RunsTable({ model }: { model: CostModelAnswer }) {
  const { runList, runs } = model;
  if (runList.length === 0) {
    return (
      <Section title="Training runs">
        <span className={styles.note}>
          {runs.count === null
            ? `Which runs cost what is not known: ${runs.reason}`
            : 'No run of this month stands in a bill.'}
        </span>
      </Section>
    );
  }
  return (
    <Section title="Training runs">
      <table className={rowStyles.table} aria-label="Training runs">
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Pipeline</th>
            <th scope="col">Days</th>
            <th scope="col" className={rowStyles.number}>
              Cost
            </th>
          </tr>
        </thead>
        <tbody>
          {runList.map(run => (
            <tr key={`${run.pipelineRef} ${run.run} ${run.currency}`}>
              <td data-label="Run" className={styles.run}>
                {run.run}
              </td>
              <td data-label="Pipeline">
                <EntityLink entityRef={run.pipelineRef} />
              </td>
              <td data-label="Days">
                {run.firstDay === run.lastDay
                  ? formatDay(run.firstDay)
                  : `${formatDay(run.firstDay)} to ${formatDay(run.lastDay)}`}
              </td>
              <td data-label="Cost" className={rowStyles.number}>
                <Money amount={run.amount} currency={run.currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {runList.length >= MOST && (
        <span className={styles.note}>
          {`The ${counted(MOST, 'dearest run', 'dearest runs')} of the month.`}
        </span>
      )}
    </Section>
  );
}
