import { formatShare } from '../numbers/formatNumber';
import styles from './charts.module.css';
import type { ChartDistribution } from './DistributionChart';

type Categorical = Extract<ChartDistribution, { kind: 'categorical' }>;

/** One bar per category; names of any length keep their room on a narrow screen. */
export function CategoryBars({ distribution }: { distribution: Categorical }) {
  const { categories, other } = distribution;
  const all = [
    ...categories,
    ...(other.reference + other.current > 0
      ? [{ ...other, name: 'all others', isNew: false }]
      : []),
  ];
  const total = (side: 'reference' | 'current') =>
    all.reduce((sum, one) => sum + one[side], 0) || 1;
  const totals = { reference: total('reference'), current: total('current') };
  const bars = all.map(one => ({
    ...one,
    reference: one.reference / totals.reference,
    current: one.current / totals.current,
  }));
  const top = Math.max(...bars.flatMap(bar => [bar.reference, bar.current]));
  const width = (value: number) => `${(value / top) * 100}%`;
  return (
    <ul className={styles.bars}>
      {bars.map(bar => (
        <li
          key={bar.name}
          className={styles.bar}
          title={`${bar.name}: ${formatShare(bar.reference)} of the reference, ${formatShare(bar.current)} of the current rows`}
        >
          <span className={styles.barName}>
            {bar.name}
            {bar.isNew && <span className={styles.barNew}>new</span>}
          </span>
          <span className={styles.barTrack} aria-hidden>
            <span
              className={styles.barCurrent}
              data-new={bar.isNew}
              style={{ width: width(bar.current) }}
            />
            {bar.reference > 0 && (
              <span
                className={styles.barReference}
                style={{ width: width(bar.reference) }}
              />
            )}
          </span>
          <span className={styles.barValue}>
            {`${formatShare(bar.reference)} → ${formatShare(bar.current)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
