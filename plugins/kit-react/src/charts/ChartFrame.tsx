import { Button } from '@backstage/ui';
import { ReactNode, useId, useState } from 'react';
import styles from './charts.module.css';

/** A chart as a table: one heading per column. */
export interface ChartTable {
  columns: string[];
  rows: string[][];
}

/** Two hues, each strong and soft, and greys; a hole is what nobody knows. @public */
export type ChartTone =
  'second' | 'second-soft' | 'current' | 'current-soft' | 'grey' | 'hole';

/** What a line or area looks like, for the legend. */
export interface LegendEntry {
  look?:
    'line' | 'current' | 'reference' | 'second' | 'threshold' | 'grey' | 'band';
  /** Of a filled part, instead of a look. */
  tone?: ChartTone;
  text: string;
}

interface ChartFrameProps {
  title: string;
  /** What the picture says, for those who do not see it. */
  summary: string;
  table: ChartTable;
  legend: LegendEntry[];
  /** Why there is nothing to draw; then nothing is drawn. */
  emptyReason?: ReactNode;
  height: number;
  /** More buttons, before the one for the table. */
  actions?: ReactNode;
  children: ReactNode;
}

/** Name, legend, empty state and table twin: the same for every chart. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, summary, table, legend, emptyReason, height } = props;
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  return (
    <figure className={styles.figure} aria-labelledby={id}>
      <div className={styles.head}>
        <figcaption id={id}>{title}</figcaption>
        {emptyReason === undefined && (
          <span style={{ display: 'flex', gap: 'var(--bui-space-2)' }}>
            {props.actions}
            <Button
              size="small"
              variant="tertiary"
              aria-pressed={isTable}
              aria-label={`${isTable ? 'Chart' : 'Table'} of ${title}`}
              onPress={() => setIsTable(!isTable)}
            >
              {isTable ? 'Chart' : 'Table'}
            </Button>
          </span>
        )}
      </div>
      {emptyReason !== undefined && (
        <div className={styles.empty} style={{ minHeight: height / 2 }}>
          <div>{emptyReason}</div>
        </div>
      )}
      {emptyReason === undefined && isTable && (
        // The box scrolls, so the keyboard must reach it.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={styles.tableBox} tabIndex={0} role="group">
          <table className={styles.table} aria-label={title}>
            <thead>
              <tr>
                {table.columns.map(column => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((cells, row) => (
                <tr key={row}>
                  {cells.map((cell, column) => (
                    <td key={table.columns[column]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {emptyReason === undefined && !isTable && (
        <>
          <p className={styles.hidden}>{summary}</p>
          <div className={styles.plot}>{props.children}</div>
          <ul className={styles.legend}>
            {legend.map(({ look, tone, text }) => (
              <li key={text}>
                <span
                  className={styles.key}
                  data-look={look}
                  data-tone={tone}
                  aria-hidden
                />
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </figure>
  );
}
