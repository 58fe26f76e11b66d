import styles from './charts.module.css';

/** @public */
export interface MiniDistributionProps {
  /** Bars of numbers touch, those of categories stand apart. */
  kind: 'numeric' | 'categorical';
  /** Shares of rows, drawn as an outline. */
  reference: readonly number[];
  /** Shares of rows, drawn as a fill. */
  current: readonly number[];
  /** What is compared, for those who do not see it. */
  label: string;
  width?: number;
  height?: number;
}

/** Reference as an outline and current as a fill, the size of a word. @public */
export function MiniDistribution(props: MiniDistributionProps) {
  const { kind, reference, current, label, width = 96, height = 28 } = props;
  const bars = Math.max(reference.length, current.length);
  const top = Math.max(...reference, ...current, 0);
  if (bars === 0 || top === 0) {
    return <span className={styles.hidden}>{`${label}: no rows`}</span>;
  }
  const step = (width - 2) / bars;
  const gap = kind === 'categorical' ? Math.min(2, step / 4) : 0;
  const y = (share: number) => height - 1 - (share / top) * (height - 3);
  const box = (share: number, bar: number) => {
    const left = 1 + bar * step + gap;
    return `M${left},${height - 1}V${y(share)}H${left + step - 2 * gap}V${height - 1}`;
  };
  const outline =
    kind === 'categorical'
      ? reference.map(box).join('')
      : `M1,${height - 1}${reference
          .map((share, bar) => `V${y(share)}H${1 + (bar + 1) * step}`)
          .join('')}V${height - 1}`;
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path
        d={current.map(box).join('')}
        fill="var(--chart-current)"
        fillOpacity="var(--chart-fill)"
      />
      <path d={outline} fill="none" stroke="var(--chart-reference)" />
    </svg>
  );
}
