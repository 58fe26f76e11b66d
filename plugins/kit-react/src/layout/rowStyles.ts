import styles from './rows.module.css';

/**
 * Class names of a table whose rows become cards on a narrow screen: each cell
 * says in `data-label` what it is, a row with `data-link` leads somewhere, and a
 * cell with `data-none` says nothing that a card would miss.
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
