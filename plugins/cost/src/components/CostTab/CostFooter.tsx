import { Flex } from '@backstage/ui';
import { Section, formatDay } from '@plumbline/backstage-plugin-kit-react';
import { CostSummaryAnswer } from '@plumbline/backstage-plugin-cost-common';
import { Money } from '../money/Money';
import { SourceList } from '../sources/SourceList';
import styles from './CostTab.module.css';

const SUMS = [
  ['direct', 'its own'],
  ['shared', 'shared'],
  ['idle', 'idle'],
] as const;

/** Always at the end: which part is whose, and where every figure comes from. */
export function CostFooter({ summary }: { summary: CostSummaryAnswer }) {
  const { currencies, sources, provisionalFrom } = summary;
  return (
    <Section title="Where the figures come from">
      <Flex direction="column" gap="3">
        {currencies.map(cost => (
          <ul
            key={cost.currency}
            className={styles.sums}
            aria-label={`Own, shared and idle in ${cost.currency}`}
          >
            {SUMS.map(([kind, word]) => (
              <li key={kind}>
                <span className={styles.note}>{word}</span>{' '}
                <Money amount={cost[kind]} currency={cost.currency} />
              </li>
            ))}
          </ul>
        ))}
        {sources.length > 0 ? (
          <SourceList sources={sources} />
        ) : (
          <span className={styles.note}>No source of costs is configured.</span>
        )}
        {provisionalFrom && (
          <span className={styles.note}>
            {`Days from ${formatDay(provisionalFrom)} on may still change.`}
          </span>
        )}
      </Flex>
    </Section>
  );
}
