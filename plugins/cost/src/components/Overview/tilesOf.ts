import {
  addAmounts,
  compareAmounts,
  ratioOf,
  signOf,
  subtractAmounts,
} from '../money/amounts';
import { CostGroupRow } from './groupRows';

/** Smaller ones could neither be read nor hit. */
const MOST = 24;
/** Less is as much as before. */
const SAME = 0.05;

/** Against the same days of the month before. */
export type Trend = 'dearer' | 'cheaper' | 'same' | 'unknown';

/** A part of the picture: something that counts together, the smaller rest, or what is nobody's. */
export type Drawn = { amount: string; trend: Trend } & (
  | { is: 'row'; row: CostGroupRow }
  | { is: 'rest'; count: number }
  | { is: 'unattributed' }
);

function trendOf({ amount, previousSameDays }: CostGroupRow): Trend {
  const ratio =
    previousSameDays === null
      ? undefined
      : ratioOf(subtractAmounts(amount, previousSameDays), previousSameDays);
  if (ratio === undefined) {
    return 'unknown';
  }
  return (ratio >= SAME && 'dearer') || (ratio <= -SAME && 'cheaper') || 'same';
}

/**
 * What a picture of areas can show, the largest first: a credit has no area and
 * stands beside it.
 */
export function tilesOf(
  rows: readonly CostGroupRow[],
  unattributed?: string,
): { tiles: Drawn[]; credits: CostGroupRow[] } {
  const positive = rows
    .filter(({ amount }) => signOf(amount) > 0)
    .sort((a, b) => compareAmounts(b.amount, a.amount));
  const shown = positive.slice(0, MOST);
  const rest = positive.slice(MOST);
  const tiles: Drawn[] = shown.map(row => ({
    is: 'row',
    row,
    amount: row.amount,
    trend: trendOf(row),
  }));
  if (rest.length > 0) {
    tiles.push({
      is: 'rest',
      count: rest.length,
      amount: addAmounts(rest.map(({ amount }) => amount)),
      trend: 'unknown',
    });
  }
  if (unattributed !== undefined && signOf(unattributed) > 0) {
    tiles.push({
      is: 'unattributed',
      amount: unattributed,
      trend: 'unknown',
    });
  }
  return {
    tiles: tiles.sort((a, b) => compareAmounts(b.amount, a.amount)),
    credits: rows.filter(({ amount }) => signOf(amount) < 0),
  };
}
