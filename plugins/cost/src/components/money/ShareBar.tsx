import { formatShare } from '@plumbline/backstage-plugin-kit-react';
import { ratioOf } from './amounts';
import styles from './ShareBar.module.css';

/** A part of a whole as a bar with its share; a credit has no length. */
export function ShareBar({ part, whole }: { part: string; whole: string }) {
  const ratio = ratioOf(part, whole);
  if (ratio === undefined) {
    return <>–</>;
  }
  return (
    <span className={styles.share}>
      <span className={styles.track} aria-hidden>
        <span
          className={styles.bar}
          style={{ width: `${Math.min(1, Math.max(0, ratio)) * 100}%` }}
        />
      </span>
      <span className={styles.value}>
        {ratio < 0 ? `−${formatShare(-ratio)}` : formatShare(ratio)}
      </span>
    </span>
  );
}
