import { ScoreGroup } from './scoreGroups';

/** A never falling function of the score: straight lines between its knots, flat outside. @public */
export interface IsotonicFunction {
  /** Ascending, no score twice. */
  scores: number[];
  /** Never falling, 0…1. */
  shares: number[];
}

interface Block {
  positives: number;
  rows: number;
  first: number;
  last: number;
}

function shareOf(block: Block): number {
  return block.positives / block.rows;
}

/**
 * The never falling share of positives by score that is closest in squares.
 * Source: Ayer et al. (1955), pool adjacent violators. Undefined without rows.
 *
 * @param groups - ascending by score, no score twice
 */
export function fitIsotonic(
  groups: readonly ScoreGroup[],
): IsotonicFunction | undefined {
  const blocks: Block[] = [];
  for (const { score, positives, negatives } of groups) {
    let block: Block = {
      positives,
      rows: positives + negatives,
      first: score,
      last: score,
    };
    let before = blocks.at(-1);
    while (before && shareOf(before) >= shareOf(block)) {
      blocks.pop();
      block = {
        positives: before.positives + block.positives,
        rows: before.rows + block.rows,
        first: before.first,
        last: block.last,
      };
      before = blocks.at(-1);
    }
    blocks.push(block);
  }
  if (blocks.length === 0) {
    return undefined;
  }
  const scores: number[] = [];
  const shares: number[] = [];
  for (const block of blocks) {
    scores.push(block.first);
    shares.push(shareOf(block));
    if (block.last > block.first) {
      scores.push(block.last);
      shares.push(shareOf(block));
    }
  }
  return { scores, shares };
}

/** The function at a score: linear between knots, the outer knots' shares beyond them. */
export function evaluateIsotonic(
  { scores, shares }: IsotonicFunction,
  score: number,
): number {
  let low = 0;
  let high = scores.length - 1;
  if (score <= scores[low]) {
    return shares[low];
  }
  if (score >= scores[high]) {
    return shares[high];
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (scores[middle] <= score) {
      low = middle;
    } else {
      high = middle;
    }
  }
  const part = (score - scores[low]) / (scores[high] - scores[low]);
  return shares[low] + part * (shares[high] - shares[low]);
}
