import styles from './charts.module.css';

/** @public */
export interface SparklineProps {
  /** Oldest first; a gap where there is none. */
  values: readonly (number | undefined)[];
  /** What the line says, for those who do not see it, such as `drifted share of 30 runs`. */
  label: string;
  /** Drawn as a dashed line. */
  threshold?: number;
  width?: number;
  height?: number;
}

/** Pieces of neighbouring values: a hole in the data is a hole in the line. */
const findPieces = (values: readonly (number | undefined)[]) => {
  const pieces: { at: number; value: number }[][] = [];
  values.forEach((value, at) => {
    if (value === undefined) {
      return;
    }
    if (at === 0 || values[at - 1] === undefined) {
      pieces.push([]);
    }
    pieces[pieces.length - 1].push({ at, value });
  });
  return pieces;
};

/** A trend the size of a word. @public */
export function Sparkline(props: SparklineProps) {
  const { values, label, threshold, width = 96, height = 24 } = props;
  const pieces = findPieces(values);
  if (pieces.length === 0) {
    return <span className={styles.hidden}>{`${label}: no values`}</span>;
  }
  const known = pieces.flat().map(point => point.value);
  const top = Math.max(...known, threshold ?? 0) || 1;
  const bottom = Math.min(0, ...known);
  const x = (at: number) =>
    values.length > 1 ? (at / (values.length - 1)) * (width - 4) + 2 : 2;
  const y = (value: number) =>
    height - 2 - ((value - bottom) / (top - bottom || 1)) * (height - 4);
  const last = pieces[pieces.length - 1];
  const { at, value } = last[last.length - 1];
  return (
    <svg
      className={styles.sparkline}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={label}
    >
      {threshold !== undefined && (
        <line
          x1={0}
          x2={width}
          y1={y(threshold)}
          y2={y(threshold)}
          stroke="var(--chart-threshold)"
          strokeDasharray="3 3"
        />
      )}
      {pieces.map(piece => (
        <polyline
          key={piece[0].at}
          points={piece.map(p => `${x(p.at)},${y(p.value)}`).join(' ')}
          fill="none"
          stroke="var(--chart-current)"
          strokeWidth={1.5}
        />
      ))}
      <circle cx={x(at)} cy={y(value)} r={2} fill="var(--chart-current)" />
    </svg>
  );
}
