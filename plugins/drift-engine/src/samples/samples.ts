/**
 * One sample of a numeric column: its distinct, finite values in ascending
 * order, with how often each occurs. Nulls, NaN and infinities are counted in
 * {@link SampleCounts}, never here. `-0` is stored as `0`.
 *
 * @public
 */
export interface NumericSample {
  values: Float64Array;
  /** Occurrences, whole numbers, same length as `values`. */
  counts: Float64Array;
}

/**
 * Two samples of a numeric column on their common values: the union of the
 * distinct values in ascending order, with the occurrences on either side
 * (zero where a side lacks the value). Ties are therefore exact.
 *
 * @public
 */
export interface NumericPair {
  kind: 'numeric';
  values: Float64Array;
  reference: Float64Array;
  current: Float64Array;
  /** Sums of `reference` and of `current`. */
  referenceTotal: number;
  currentTotal: number;
}

/**
 * Two samples of a column of categories, on the union of their non-null
 * categories, ordered by code unit.
 *
 * @public
 */
export interface CategoricalPair {
  kind: 'categorical';
  categories: string[];
  reference: Float64Array;
  current: Float64Array;
  referenceTotal: number;
  currentTotal: number;
}

/** What a drift test compares. @public */
export type SamplePair = NumericPair | CategoricalPair;

/** How many rows a column has, and how many of them cannot be tested. @public */
export interface SampleCounts {
  rows: number;
  /** SQL nulls; in CSV only the empty string. */
  nulls: number;
  /** NaN and infinities. */
  nonFinite: number;
  /** Values that are not of the declared type, such as `abc` in a numeric column. */
  mistyped: number;
}
