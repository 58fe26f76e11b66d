import { ColumnType } from '../columns/columnTypes';
import { SamplePair } from '../samples/samples';

/** What one test says about one column. @public */
export interface TestResult {
  /** The statistic, or `undefined` when it is not defined or not finite here; `reason` says why. */
  statistic: number | undefined;
  /**
   * Certified interval that holds the exact statistic; absent when `statistic`
   * is exact. Only results from profiles have one.
   */
  bounds?: { low: number; high: number };
  /** Probability of a statistic at least as extreme when nothing drifted, 0…1. */
  pValue?: number;
  /** Degrees of freedom, for chi-square and G. */
  dof?: number;
  /** Other scales of the same statistic, such as `normalised` or `base2`. */
  scales?: Record<string, number | undefined>;
  /** Size that the statistic has on average by sampling alone, in the unit of the statistic. */
  noiseFloor?: number;
  /** Why a figure is missing, or what to know when reading it. */
  reason?: string;
}

/**
 * A test of whether two samples of a column differ. Plumbline's own tests and
 * those that a user registers have the same form.
 *
 * @public
 */
export interface DriftTest<TPair extends SamplePair = SamplePair> {
  /** Key in results and on the command line, camelCase, such as `jensenShannon`. */
  id: string;
  /** What a person reads, such as `Jensen-Shannon distance`. */
  title: string;
  /** Where the formula is published. */
  source: string;
  /** Smallest and largest possible statistic; `Infinity` where it is unbounded. */
  range: readonly [number, number];
  /** Which direction of the statistic means more drift. */
  worse: 'higher' | 'lower';
  /** Kind of pair that it needs; a test is never called with the other. */
  needs: TPair['kind'] | 'any';
  appliesTo: readonly ColumnType[];
  /** Pure; never throws for a valid pair, however small or constant. */
  compare(pair: TPair): TestResult;
}
