/** Rows that share a score: how many were positive and how many negative; may be expected, not whole, numbers. */
export interface ScoreGroup {
  score: number;
  positives: number;
  negatives: number;
}

/** Area under the ROC curve, and the figures that its error is made of. */
export interface RocArea {
  area: number;
  /** Standard error by DeLong's structural components; undefined with fewer than two of a class. */
  standardError: number | undefined;
  /** Population standard deviation of the components of the positives and of the negatives. */
  deviation: { positives: number; negatives: number };
}

/**
 * Area under the ROC curve by mid-ranks: the share of pairs in which the
 * positive has the higher score, ties counting half. Source: Hanley & McNeil
 * (1982); standard error: DeLong, DeLong & Clarke-Pearson (1988). 0…1, lower
 * is worse. Undefined when either class is empty.
 *
 * @param groups - ascending by score, no score twice
 */
export function rocArea(groups: readonly ScoreGroup[]): RocArea | undefined {
  let positives = 0;
  let negatives = 0;
  for (const group of groups) {
    positives += group.positives;
    negatives += group.negatives;
  }
  if (!(positives > 0 && negatives > 0)) {
    return undefined;
  }
  let area = 0;
  let below = 0;
  for (const group of groups) {
    area += group.positives * (below + group.negatives / 2);
    below += group.negatives;
  }
  area /= positives * negatives;

  let positiveSquares = 0;
  let negativeSquares = 0;
  let negativesBelow = 0;
  let positivesBelow = 0;
  for (const group of groups) {
    const ofPositive = (negativesBelow + group.negatives / 2) / negatives;
    const ofNegative = 1 - (positivesBelow + group.positives / 2) / positives;
    positiveSquares += group.positives * (ofPositive - area) ** 2;
    negativeSquares += group.negatives * (ofNegative - area) ** 2;
    negativesBelow += group.negatives;
    positivesBelow += group.positives;
  }
  return {
    area,
    standardError:
      positives < 2 || negatives < 2
        ? undefined
        : Math.sqrt(
            positiveSquares / (positives - 1) / positives +
              negativeSquares / (negatives - 1) / negatives,
          ),
    deviation: {
      positives: Math.sqrt(positiveSquares / positives),
      negatives: Math.sqrt(negativeSquares / negatives),
    },
  };
}

/**
 * Average precision: the mean of precision over the thresholds, weighted by
 * the gain in recall; no interpolation. Source: Davis & Goadrich (2006). 0…1,
 * lower is worse. Undefined without positives.
 *
 * @param groups - ascending by score, no score twice
 */
export function averagePrecision(
  groups: readonly ScoreGroup[],
): number | undefined {
  let found = 0;
  let taken = 0;
  let sum = 0;
  for (let index = groups.length - 1; index >= 0; index -= 1) {
    const { positives, negatives } = groups[index];
    found += positives;
    taken += positives + negatives;
    if (positives > 0) {
      sum += positives * (found / taken);
    }
  }
  return found > 0 ? sum / found : undefined;
}
