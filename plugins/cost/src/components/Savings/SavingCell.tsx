import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { Money } from '../money/Money';
import styles from './Savings.module.css';

/** A saving that nobody can tell is a word, never nothing. */
export function SavingCell({ saving }: Pick<CostAdvice, 'saving'>) {
  return saving === null ? (
    <span className={styles.unknown} title="No price is known for it.">
      unknown
    </span>
  ) : (
    <Money amount={saving.amount} currency={saving.currency} />
  );
}
