import styles from './StatusChip.module.css';

/** @public */
export type StatusWord = 'ok' | 'warn' | 'critical' | 'unknown';

/** Shapes tell the four apart without colour; unknown is a hole. */
const SHAPES: Record<StatusWord, string> = {
  critical: '●',
  warn: '◐',
  ok: '✓',
  unknown: '○',
};

/** @public */
export interface StatusChipProps {
  status: StatusWord;
  /** Shown on hover: why the status is what it is. */
  title?: string;
}

/** A status as a word and a shape; the colour only supports it. @public */
export function StatusChip({ status, title }: StatusChipProps) {
  return (
    <span className={styles.chip} data-status={status} title={title}>
      <span aria-hidden className={styles.shape}>
        {SHAPES[status]}
      </span>
      {status}
    </span>
  );
}
