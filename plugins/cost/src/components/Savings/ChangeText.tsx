import { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { readQuantity } from './formatUsage';
import styles from './Savings.module.css';

function Value({ text }: { text: string }) {
  return (
    <span
      className={readQuantity(text) === undefined ? undefined : styles.quantity}
    >
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
    <span className={styles.change}>
      <Value text={current ?? 'none'} />
      {suggested !== undefined && (
        <>
          <span aria-label="to">→</span>
          <strong>
            <Value text={suggested} />
          </strong>
        </>
      )}
    </span>
  );
}
