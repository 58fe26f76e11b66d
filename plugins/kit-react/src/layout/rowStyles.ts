import styles from './rows.module.css';

/**
 * Class names of a table whose rows become cards on a narrow screen: each cell
 * says in `data-label` what it is, and a row with `data-link` leads somewhere.
 *
 * @public
 */
export const rowStyles: Record<
  'table' | 'number' | 'name' | 'explain',
  string
> = {
  table: styles.table,
  number: styles.number,
  name: styles.name,
  explain: styles.explain,
};
