import { addToMoments, mergeMoments, Moments, noMoments } from './moments';

/** Cells that 0…1 is cut into. A cell whose rows share one score is exact. */
const CELLS = 10_000;
/** Keeps the logarithm finite where a score of 0 or 1 was wrong; as scikit-learn before 1.3. */
const SMALLEST_SHARE = 1e-15;

/** Rows of one cell of scores by prediction and label. @public */
export interface ScoreCell {
  min: number;
  max: number;
  /** Sum of the scores by prediction. */
  positiveScores: number;
  negativeScores: number;
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
  trueNegatives: number;
  unlabelledPositives: number;
  unlabelledNegatives: number;
}

/** What a binary classifier did in a window, mergeable by addition. @public */
export interface BinaryProfile {
  problem: 'binary';
  version: 1;
  rows: number;
  /** By number of the cell; rows without a usable score are in {@link BinaryProfile.unscored}. */
  cells: Map<number, ScoreCell>;
  unscored: ScoreCell;
  /** Scores that are not in 0…1: their rows count as unscored. */
  invalidScores: number;
  /** Logarithmic and squared error of the scores of labelled rows. */
  logLoss: Moments;
  squaredError: Moments;
}

/** One prediction; label and score may be missing. @public */
export interface BinaryRow {
  predicted: boolean;
  label?: boolean;
  /** Probability of the positive class. */
  score?: number;
}

function emptyCell(): ScoreCell {
  return {
    min: Infinity,
    max: -Infinity,
    positiveScores: 0,
    negativeScores: 0,
    truePositives: 0,
    falsePositives: 0,
    falseNegatives: 0,
    trueNegatives: 0,
    unlabelledPositives: 0,
    unlabelledNegatives: 0,
  };
}

/** A profile of no row. @public */
export function emptyBinaryProfile(): BinaryProfile {
  return {
    problem: 'binary',
    version: 1,
    rows: 0,
    cells: new Map(),
    unscored: emptyCell(),
    invalidScores: 0,
    logLoss: noMoments(),
    squaredError: noMoments(),
  };
}

function countIn(cell: ScoreCell, row: BinaryRow, count: number): void {
  const { predicted, label } = row;
  if (label === undefined) {
    cell[predicted ? 'unlabelledPositives' : 'unlabelledNegatives'] += count;
  } else if (predicted) {
    cell[label ? 'truePositives' : 'falsePositives'] += count;
  } else {
    cell[label ? 'falseNegatives' : 'trueNegatives'] += count;
  }
}

function isShare(score: number): boolean {
  return score >= 0 && score <= 1;
}

function cellOf(profile: BinaryProfile, row: BinaryRow): ScoreCell {
  const { score } = row;
  if (score === undefined || !isShare(score)) {
    return profile.unscored;
  }
  const number = Math.floor(score * CELLS);
  let cell = profile.cells.get(number);
  if (!cell) {
    cell = emptyCell();
    profile.cells.set(number, cell);
  }
  cell.min = Math.min(cell.min, score);
  cell.max = Math.max(cell.max, score);
  return cell;
}

function addErrors(profile: BinaryProfile, row: BinaryRow): void {
  const { score, label } = row;
  if (score === undefined || label === undefined || !isShare(score)) {
    return;
  }
  const ofLabel = label ? score : 1 - score;
  const share = Math.min(1 - SMALLEST_SHARE, Math.max(SMALLEST_SHARE, ofLabel));
  addToMoments(profile.logLoss, -Math.log(share));
  addToMoments(profile.squaredError, (1 - ofLabel) ** 2);
}

/** Adds a row in place. @public */
export function addBinaryRow(profile: BinaryProfile, row: BinaryRow): void {
  const cell = cellOf(profile, row);
  profile.rows += 1;
  if (row.score !== undefined && !isShare(row.score)) {
    profile.invalidScores += 1;
  } else if (row.score !== undefined) {
    cell[row.predicted ? 'positiveScores' : 'negativeScores'] += row.score;
  }
  countIn(cell, row, 1);
  addErrors(profile, row);
}

/**
 * Gives a label, in place, to a row that was added without one. On a profile
 * that does not hold the row the result is a difference, to be merged into the
 * one that does.
 *
 * @public
 */
export function labelBinaryRow(
  profile: BinaryProfile,
  row: BinaryRow & { label: boolean },
): void {
  const cell = cellOf(profile, row);
  countIn(cell, { predicted: row.predicted }, -1);
  countIn(cell, row, 1);
  addErrors(profile, row);
}

function mergeCells(a: ScoreCell, b: ScoreCell): ScoreCell {
  return {
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    positiveScores: a.positiveScores + b.positiveScores,
    negativeScores: a.negativeScores + b.negativeScores,
    truePositives: a.truePositives + b.truePositives,
    falsePositives: a.falsePositives + b.falsePositives,
    falseNegatives: a.falseNegatives + b.falseNegatives,
    trueNegatives: a.trueNegatives + b.trueNegatives,
    unlabelledPositives: a.unlabelledPositives + b.unlabelledPositives,
    unlabelledNegatives: a.unlabelledNegatives + b.unlabelledNegatives,
  };
}

/** The profile of the rows of both. @public */
export function mergeBinaryProfiles(
  a: BinaryProfile,
  b: BinaryProfile,
): BinaryProfile {
  const cells = new Map(a.cells);
  for (const [number, cell] of b.cells) {
    const other = cells.get(number);
    cells.set(number, mergeCells(other ?? emptyCell(), cell));
  }
  return {
    problem: 'binary',
    version: 1,
    rows: a.rows + b.rows,
    cells,
    unscored: mergeCells(a.unscored, b.unscored),
    invalidScores: a.invalidScores + b.invalidScores,
    logLoss: mergeMoments(a.logLoss, b.logLoss),
    squaredError: mergeMoments(a.squaredError, b.squaredError),
  };
}

/** The cells with scores, ascending. */
export function scoredCells(profile: BinaryProfile): ScoreCell[] {
  return [...profile.cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
}

/** Rows of a cell, labelled or not. */
export function rowsOf(cell: ScoreCell): number {
  return (
    cell.truePositives +
    cell.falsePositives +
    cell.falseNegatives +
    cell.trueNegatives +
    cell.unlabelledPositives +
    cell.unlabelledNegatives
  );
}
