import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { readQuantity } from './formatUsage';
import styles from './Savings.module.css';

/** A quantity stands out, words are long enough by themselves. */
function Value(props: { text: string; isNew?: boolean }) {
  const { text, isNew } = props;
  if (readQuantity(text) === undefined) {
    return <span>{text}</span>;
  }
  return (
    <span className={styles.quantity} data-new={isNew}>
      {text}
    </span>
  );
}

/** From what to what: `2 → 500m`. */
export function ChangeText(props: Pick<CostAdvice, 'current' | 'suggested'>) {
  const { current, suggested } = props;
  if (current === undefined && suggested === undefined) {
    return <>–</>;
  }
  return (
    <span>
      <Value text={current ?? 'none'} />
      {suggested !== undefined && (
        <>
          {' '}
          <span aria-label="to">→</span>
          {'\u00a0'}
          <Value text={suggested} isNew />
        </>
      )}
    </span>
  );
}
