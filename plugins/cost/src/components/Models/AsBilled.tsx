import styles from './Models.module.css';

/** The address may ask for another currency, such as a link from the overview does. */
export function AsBilled() {
  return (
    <span className={styles.note}>
      What models cost is not converted: each currency stands by itself.
    </span>
  );
}
