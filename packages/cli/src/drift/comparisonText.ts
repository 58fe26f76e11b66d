import type {
  Comparison,
  Status,
} from '@plumbline/backstage-plugin-drift-engine';
import { textTable } from '../textTable';

const SHAPES: Record<Status, string> = {
  ok: '✓ ok',
  warn: '◐ warn',
  critical: '● critical',
  unknown: '○ unknown',
};
const RANK: Status[] = ['critical', 'warn', 'unknown', 'ok'];
const MAX_NAME = 40;

const short = (name: string) =>
  name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;

/** What a person reads: the answer first, then the columns by what needs action. */
export function comparisonText(comparison: Comparison): string {
  const { dataset, rows } = comparison;
  const types = new Map(
    comparison.evidence.map(({ column, type }) => [column, type]),
  );
  const lines = [...comparison.verdicts]
    .sort(
      (a, b) =>
        RANK.indexOf(a.status) - RANK.indexOf(b.status) ||
        (b.effect ?? -1) - (a.effect ?? -1),
    )
    .map(verdict => [
      SHAPES[verdict.status],
      short(verdict.column),
      types.get(verdict.column) ?? '',
      verdict.effect === undefined ? '–' : verdict.effect.toFixed(3),
      verdict.reasons.join(' '),
    ]);
  const number = new Intl.NumberFormat('en');
  return [
    `${SHAPES[dataset.status]}  ${dataset.reasons.join(' ')}`,
    `reference: ${number.format(rows.reference)} rows   current: ${number.format(rows.current)} rows   policy: ${dataset.policy}`,
    '',
    ...textTable([['status', 'column', 'type', 'effect', 'why'], ...lines]),
    '',
  ].join('\n');
}
