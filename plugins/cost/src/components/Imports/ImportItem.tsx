import { Flex } from '@backstage/ui';
import {
  RelativeTime,
  StatusChip,
  StatusWord,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';
import { CostImport } from '@plumbline/backstage-plugin-cost-common';
import { Reconciliation } from '../Overview/Reconciliation';
import { counted } from '../words/words';
import { describeImport } from './describeImport';
import styles from './Imports.module.css';

const STATES: Record<
  CostImport['state'],
  { status: StatusWord; word: string }
> = {
  running: { status: 'unknown', word: 'running' },
  done: { status: 'ok', word: 'done' },
  unchanged: { status: 'ok', word: 'unchanged' },
  refused: { status: 'critical', word: 'refused: what was there stays' },
  failed: { status: 'critical', word: 'failed: what was there stays' },
};

function Rejected({ item }: { item: CostImport }) {
  return (
    <details>
      <summary>
        {`Rows that cannot be read (the first ${item.rejected.length})`}
      </summary>
      <table
        className={rowStyles.table}
        aria-label={`Refused rows of ${item.title}`}
      >
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col" className={rowStyles.number}>
              Line
            </th>
            <th scope="col">Column</th>
            <th scope="col">Why</th>
          </tr>
        </thead>
        <tbody>
          {item.rejected.map(({ file, line, column, reason }, index) => (
            <tr key={index}>
              <td data-label="File">{file}</td>
              <td data-label="Line" className={rowStyles.number}>
                {line ?? '–'}
              </td>
              <td data-label="Column">{column ?? '–'}</td>
              <td data-label="Why">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** One reading of a source: what was understood, what was not, whether it adds up. */
export function ImportItem({ item }: { item: CostImport }) {
  const { status, word } = STATES[item.state];
  const hasRefused = item.state === 'done' && item.rejected.length > 0;
  return (
    <Flex direction="column" gap="2">
      <div className={styles.head}>
        <StatusChip status={hasRefused ? 'warn' : status} title={word} />
        <strong>{item.title}</strong>
        <span>{word}</span>
        <RelativeTime value={item.endedAt ?? item.startedAt} />
        <span className={styles.note}>{describeImport(item)}</span>
      </div>
      {item.message && <span className={styles.note}>{item.message}</span>}
      {item.reconciliation.length > 0 && (
        <Reconciliation
          lines={item.reconciliation}
          titleOf={() => 'in total'}
        />
      )}
      {item.warnings.length > 0 && (
        <details>
          <summary>{counted(item.warnings.length, 'warning')}</summary>
          {item.warnings.map((warning, index) => (
            <div key={index} className={styles.note}>
              {warning}
            </div>
          ))}
        </details>
      )}
      {item.rejected.length > 0 && <Rejected item={item} />}
    </Flex>
  );
}
