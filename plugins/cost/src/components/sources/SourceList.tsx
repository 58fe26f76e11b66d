import {
  RelativeTime,
  StatusChip,
  StatusWord,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostSourceHealth,
  CostSourceState,
} from '@plumbline/backstage-plugin-cost-common';
import { ReactNode } from 'react';
import { describeSource } from './describeSource';
import styles from './SourceList.module.css';

const STATUS: Record<CostSourceState, StatusWord> = {
  ok: 'ok',
  stale: 'warn',
  failed: 'critical',
  never: 'unknown',
};

/** Where the figures come from, how old they are and what went wrong. */
export function SourceList(props: {
  sources: CostSourceHealth[];
  /** Stands behind each source. */
  actionOf?: (source: CostSourceHealth) => ReactNode;
}) {
  const { sources, actionOf } = props;
  return (
    <ul className={styles.sources} aria-label="Sources">
      {sources.map(source => (
        <li key={source.source}>
          <StatusChip status={STATUS[source.state]} />
          <span className={styles.title}>{source.title}</span>
          <span className={styles.note}>
            {describeSource(source)}
            {source.readAt && (
              <>
                {', read '}
                <RelativeTime value={source.readAt} />
              </>
            )}
          </span>
          {actionOf && (
            <span className={styles.action}>{actionOf(source)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
