import {
  evaluateIsotonic,
  fitIsotonic,
  IsotonicFunction,
} from './isotonicRegression';
import { ScoreGroup } from './scoreGroups';

const PARTS = 10;

/** Whether scores are probabilities, and what makes them so. @public */
export interface Calibration {
  /** Turns a score into a probability; absent when the scores already are the better ones. */
  map?: IsotonicFunction;
  /** Expected calibration error of the scores and of the map on rows that it was not fitted on, 0…1. */
  scoreError: number;
  mappedError: number;
}

/** Repeatable numbers in 0…1. Source: Steele's mulberry32, public domain. */
function repeatableRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 0x100000000;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000;
  };
}

/** Rows by part: equal shares, and what is left over dealt at random. */
function dealRows(rows: number, random: () => number): number[] {
  const dealt = Array<number>(PARTS).fill(Math.floor(rows / PARTS));
  for (let left = rows % PARTS; left > 0; left -= 1) {
    dealt[Math.floor(random() * PARTS)] += 1;
  }
  return dealt;
}

interface HeldOut extends ScoreGroup {
  expected: number;
}

/**
 * Expected calibration error: mean distance between the share of positives and
 * the mean probability, over ten bins of equally many rows by score. Source:
 * Naeini, Cooper & Hauskrecht (2015), doi:10.1609/aaai.v29i1.9602. 0…1, higher
 * is worse.
 */
function calibrationError(groups: readonly HeldOut[]): number {
  const rows = groups.reduce(
    (sum, group) => sum + group.positives + group.negatives,
    0,
  );
  let error = 0;
  let seen = 0;
  let apart = 0;
  let bin = 1;
  for (const { positives, negatives, expected } of groups) {
    seen += positives + negatives;
    apart += positives - expected;
    if (seen * PARTS >= bin * rows) {
      error += Math.abs(apart);
      apart = 0;
      bin = Math.floor((seen * PARTS) / rows) + 1;
    }
  }
  return error / rows;
}

/**
 * An isotonic map from score to probability, kept when it lowers the expected
 * calibration error on held-out tenths of the rows. The rows are dealt with a
 * fixed seed: the same baseline always gives the same answer.
 *
 * @param groups - ascending by score, no score twice; whole numbers of rows
 */
export function fitCalibration(
  groups: readonly ScoreGroup[],
): Calibration | undefined {
  const map = fitIsotonic(groups);
  if (!map) {
    return undefined;
  }
  const random = repeatableRandom(20_101);
  const dealt = groups.map(({ positives, negatives }) => ({
    positives: dealRows(positives, random),
    negatives: dealRows(negatives, random),
  }));
  const mapped = groups.map(group => ({ ...group, expected: 0 }));
  for (let part = 0; part < PARTS; part += 1) {
    const others = fitIsotonic(
      groups
        .map((group, index) => ({
          score: group.score,
          positives: group.positives - dealt[index].positives[part],
          negatives: group.negatives - dealt[index].negatives[part],
        }))
        .filter(({ positives, negatives }) => positives + negatives > 0),
    );
    if (!others) {
      continue;
    }
    dealt.forEach(({ positives, negatives }, index) => {
      const rows = positives[part] + negatives[part];
      mapped[index].expected +=
        rows > 0 ? rows * evaluateIsotonic(others, groups[index].score) : 0;
    });
  }
  const scoreError = calibrationError(
    groups.map(group => ({
      ...group,
      expected: group.score * (group.positives + group.negatives),
    })),
  );
  const mappedError = calibrationError(mapped);
  return {
    ...(mappedError < scoreError && { map }),
    scoreError,
    mappedError,
  };
}
