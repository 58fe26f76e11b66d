import { binaryPerformance } from './binaryPerformance';
import {
  BinaryProfile,
  emptyBinaryProfile,
  mergeBinaryProfiles,
  rowsOf,
} from './binaryProfile';
import {
  emptyMulticlassProfile,
  mergeMulticlassProfiles,
  MulticlassProfile,
  multiclassPerformance,
} from './multiclassPerformance';
import { MetricValue, PerformanceProblem } from './performanceMetric';
import {
  emptyRegressionProfile,
  mergeRegressionProfiles,
  RegressionProfile,
  regressionPerformance,
} from './regressionPerformance';

/** What a model did in a window: mergeable, small however many rows there were. @public */
export type PerformanceProfile =
  BinaryProfile | MulticlassProfile | RegressionProfile;

/** A profile of no row. @public */
export function emptyPerformanceProfile(
  problem: PerformanceProblem,
): PerformanceProfile {
  switch (problem) {
    case 'binary':
      return emptyBinaryProfile();
    case 'multiclass':
      return emptyMulticlassProfile();
    default:
      return emptyRegressionProfile();
  }
}

/**
 * The profile of the rows of both. Throws an Error when they are of different
 * problems.
 *
 * @public
 */
export function mergePerformanceProfiles(
  a: PerformanceProfile,
  b: PerformanceProfile,
): PerformanceProfile {
  if (a.problem === 'binary' && b.problem === 'binary') {
    return mergeBinaryProfiles(a, b);
  }
  if (a.problem === 'multiclass' && b.problem === 'multiclass') {
    return mergeMulticlassProfiles(a, b);
  }
  if (a.problem === 'regression' && b.problem === 'regression') {
    return mergeRegressionProfiles(a, b);
  }
  throw new Error(
    `a performance profile of ${a.problem} and one of ${b.problem} cannot be merged`,
  );
}

/** What the labels of a window show, with 95 % confidence bands. @public */
export function realisedPerformance(
  profile: PerformanceProfile,
): MetricValue[] {
  switch (profile.problem) {
    case 'binary':
      return binaryPerformance(profile);
    case 'multiclass':
      return multiclassPerformance(profile);
    default:
      return regressionPerformance(profile);
  }
}

/** Rows of a profile that have a usable label. @public */
export function labelledRows(profile: PerformanceProfile): number {
  switch (profile.problem) {
    case 'binary':
      return [profile.unscored, ...profile.cells.values()].reduce(
        (sum, cell) =>
          sum +
          rowsOf(cell) -
          cell.unlabelledPositives -
          cell.unlabelledNegatives,
        0,
      );
    case 'multiclass':
      return [...profile.labelled.values()].reduce(
        (sum, byPrediction) =>
          [...byPrediction.values()].reduce((a, b) => a + b, sum),
        0,
      );
    default:
      return profile.error.count;
  }
}
