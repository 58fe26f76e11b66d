import {
  RelativeTime,
  StatusChip,
  StatusWord,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostSourceState,
  CostUsageSource,
} from '@plumbline/backstage-plugin-cost-common';
import styles from '../sources/SourceList.module.css';

const STATES: Record<CostSourceState, { status: StatusWord; words: string }> = {
  ok: { status: 'ok', words: '' },
  stale: { status: 'warn', words: 'not asked for too long' },
  failed: { status: 'critical', words: 'the last attempt failed' },
  never: { status: 'unknown', words: 'never asked with success' },
};

/** Where usage was measured, how old it is, and what went wrong or is missing. */
export function UsageSources({ sources }: { sources: CostUsageSource[] }) {
  return (
    <ul className={styles.sources} aria-label="Sources of usage">
      {sources.map(({ source, title, state, readAt, message }) => (
        <li key={source}>
          <StatusChip
            // It answers, and not everything that is needed
            status={state === 'ok' && message ? 'warn' : STATES[state].status}
          />
          <span className={styles.title}>{title}</span>
          <span className={styles.note}>
            {[STATES[state].words, message].filter(Boolean).join(': ')}
            {readAt && (
              <>
                {(STATES[state].words || message) && '; '}
                {state === 'ok' ? 'asked ' : 'what is shown was measured '}
                <RelativeTime value={readAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
