import { formatShare } from '../numbers/formatNumber';
import styles from './charts.module.css';
import { ChartTone } from './ChartFrame';
import own from './PartsBar.module.css';

/** @public */
export interface PartsBarProps {
  /** What is divided, for those who do not see it. */
  label: string;
  /** A share is of 0…1; what is not above nothing has no length. */
  parts: { key: string; title: string; tone: ChartTone; share: number }[];
  /** For the cell of a table: thin, and without a legend. */
  isSmall?: boolean;
}

/** What a whole is made of, as one bar. A table beside it names every part exactly. @public */
export function PartsBar({ label, parts, isSmall }: PartsBarProps) {
  const drawn = parts.filter(({ share }) => share > 0);
  const said = drawn.map(
    ({ title, share }) => `${title} ${formatShare(share)}`,
  );
  return (
    <div className={styles.figure}>
      <div
        className={own.bar}
        data-small={isSmall}
        role="img"
        aria-label={`${label}: ${said.join(', ') || 'nothing'}`}
      >
        {drawn.map(({ key, title, tone, share }) => (
          <span
            key={key}
            className={own.part}
            data-tone={tone}
            style={{ flexGrow: share }}
            title={`${title} ${formatShare(share)}`}
          />
        ))}
      </div>
      {!isSmall && (
        <ul className={styles.legend} aria-hidden>
          {drawn.map(({ key, tone }, index) => (
            <li key={key}>
              <span className={styles.key} data-tone={tone} />
              {said[index]}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
