import styles from './StatusChip.module.css';

/** How bad a finding is; unknown is an answer of its own. @public */
export type SeverityWord =
  'critical' | 'high' | 'medium' | 'low' | 'info' | 'unknown';

/** Shapes tell them apart without colour: fuller is worse, unknown is a hole. */
const SHAPES: Record<SeverityWord, string> = {
  critical: '●',
  high: '◕',
  medium: '◑',
  low: '◔',
  info: 'ⓘ',
  unknown: '○',
};

/** @public */
export interface SeverityChipProps {
  severity: SeverityWord;
  /** Shown on hover: where the severity comes from. */
  title?: string;
}

/** A severity as a word and a shape; the colour only supports it. @public */
export function SeverityChip({ severity, title }: SeverityChipProps) {
  return (
    <span className={styles.chip} data-severity={severity} title={title}>
      <span aria-hidden className={styles.shape}>
        {SHAPES[severity]}
      </span>
      {severity}
    </span>
  );
}
