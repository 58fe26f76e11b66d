import { Distribution } from '../compare/distribution';
import { ColumnType } from '../columns/columnTypes';
import { SampleCounts, SamplePair } from '../samples/samples';
import { TestResult } from '../tests/DriftTest';

/** `unknown` is an answer of its own, never shown as ok. @public */
export type Status = 'ok' | 'warn' | 'critical' | 'unknown';

/** A departure that is none of the distribution's: nulls, unseen, range, type. @public */
export interface Signal {
  kind: 'nullShare' | 'unseenShare' | 'outOfRangeShare' | 'typeChange';
  /** Shares of rows, 0…1. */
  reference: number;
  current: number;
  pValue?: number;
  /** One sentence with the figures. */
  text: string;
}

/** All that is known about one column before anybody judges it. @public */
export interface ColumnEvidence {
  column: string;
  type: ColumnType;
  /** Declared by the user, or proposed by us and why. */
  typeReason?: string;
  reference: SampleCounts;
  current: SampleCounts;
  /** Distinct values of either side; absent when only a bound is known. */
  distinct?: { reference: number; current: number; both: number };
  /** Categories of the current window that the baseline lacks: the most frequent first, at most 20, and how many there are. */
  newCategories?: { total: number; share: number; examples: string[] };
  /** Moments over finite values; population standard deviation. */
  moments?: {
    reference: { mean: number; std: number; min: number; max: number };
    current: { mean: number; std: number; min: number; max: number };
  };
  /** By test id. */
  tests: Record<string, TestResult>;
  signals: Signal[];
  /** What a chart shows. */
  distribution?: Distribution;
  /** The samples themselves when they are small enough to be held; policies that need other bins read them. */
  pair?: SamplePair;
  /**
   * Value of a test for each chunk of the baseline against the whole baseline,
   * by test id: what this column does when nothing is wrong.
   */
  referenceChunks?: Record<string, number[]>;
  /** Importance of the column for the model, any non-negative scale; 1 when nobody said. */
  weight?: number;
  /** What the figures cannot show, for a person. */
  caveat?: string;
  /** Why the column could not be examined; then `tests` is empty and the status is `unknown`. */
  failure?: string;
}

/** What a policy says about one column. @public */
export interface ColumnVerdict {
  column: string;
  status: Status;
  drifted: boolean;
  /** Sentences for a person, the decisive one first. Never empty. */
  reasons: string[];
  /** Test that decided. */
  decidedBy?: string;
  /** Effect beyond sampling noise, in the unit of the threshold. */
  effect?: number;
  noiseFloor?: number;
  threshold?: number;
  /** p-value after correction for the number of columns. */
  adjustedPValue?: number;
}

/** What a policy says about the whole window. @public */
export interface DatasetVerdict {
  status: Status;
  /** Share of tested columns that drifted, weighted when weights are given; `undefined` when none was tested. */
  driftedShare: number | undefined;
  /** Their names, the worst first. */
  drifted: string[];
  tested: number;
  /** Id of the policy. */
  policy: string;
  reasons: string[];
}

/** Settings that every policy understands. @public */
export interface PolicySettings {
  /** Fewest rows on either side; below it the answer is "not enough data". */
  minimumRows?: number;
  /** False discovery rate of the significance gate. */
  falseDiscoveryRate?: number;
  /** Effect from which a column is `warn` and `critical`. */
  warnEffect?: number;
  criticalEffect?: number;
  /** Weighted share of drifted columns from which the data set is `critical`. */
  datasetShare?: number;
}

/** A rule that turns evidence into verdicts. Pure. @public */
export interface Policy {
  id: string;
  title: string;
  /** Chunks of the baseline that the policy wants to be measured, and how. */
  chunks?: {
    count: number;
    measure(pair: SamplePair): Record<string, number | undefined>;
  };
  decide(
    evidence: readonly ColumnEvidence[],
    settings: PolicySettings,
  ): { columns: ColumnVerdict[]; dataset: DatasetVerdict };
}
