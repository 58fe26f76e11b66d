import { SampleCounts, SamplePair } from '../samples/samples';
import { proportionZ } from '../stats/tests/proportions';
import { Signal } from '../verdict/verdict';
import { Moments } from './moments';

const percent = (share: number) => `${(share * 100).toFixed(1)} %`;

/** A share of rows on either side as signal; undefined when a side has no rows or neither has any. */
function shareSignal(options: {
  kind: Signal['kind'];
  what: string;
  /** What the reference's share is. */
  usual?: string;
  reference: number;
  referenceRows: number;
  current: number;
  currentRows: number;
}): Signal | undefined {
  const { kind, what, reference, referenceRows, current, currentRows } =
    options;
  const usual = options.usual ?? 'in the baseline';
  if (
    referenceRows === 0 ||
    currentRows === 0 ||
    (reference === 0 && current === 0)
  ) {
    return undefined;
  }
  const before = reference / referenceRows;
  const now = current / currentRows;
  return {
    kind,
    reference: before,
    current: now,
    pValue: proportionZ({
      reference,
      referenceTotal: referenceRows,
      current,
      currentTotal: currentRows,
    }).pValue,
    text: `${percent(now)} of the rows ${what}; ${percent(before)} ${usual}.`,
  };
}

/** Rows of the current window that the baseline has never seen: new categories, or values outside its range. */
function countUnseen(
  pair: SamplePair,
  moments: { reference: Moments } | undefined,
): number {
  if (pair.kind === 'categorical') {
    return pair.current.reduce(
      (sum, count, index) => (pair.reference[index] === 0 ? sum + count : sum),
      0,
    );
  }
  if (!moments) {
    return 0;
  }
  const { min, max } = moments.reference;
  return pair.current.reduce(
    (sum, count, index) =>
      pair.values[index] < min || pair.values[index] > max ? sum + count : sum,
    0,
  );
}

/**
 * Rows that would be new if the baseline were drawn again: those with a
 * category that occurs once (Good, Biometrika 40, 1953), or the two ends of the
 * range. A column with many rare categories always has new ones.
 */
function countExpectedUnseen(pair: SamplePair): number {
  return pair.kind === 'categorical'
    ? pair.reference.filter(count => count === 1).length
    : Math.min(2, pair.referenceTotal);
}

/** What changed besides the distribution: nulls, unseen categories, range and type. */
export function signalsOf(options: {
  reference: SampleCounts;
  current: SampleCounts;
  pair: SamplePair | undefined;
  moments: { reference: Moments } | undefined;
}): Signal[] {
  const { reference, current, pair, moments } = options;
  const rows = { referenceRows: reference.rows, currentRows: current.rows };
  const isCategorical = pair?.kind === 'categorical';
  return [
    shareSignal({
      kind: 'nullShare',
      what: 'have no value',
      reference: reference.nulls,
      current: current.nulls,
      ...rows,
    }),
    shareSignal({
      kind: 'typeChange',
      what: 'are not of the declared type',
      reference: reference.mistyped + reference.nonFinite,
      current: current.mistyped + current.nonFinite,
      ...rows,
    }),
    pair &&
      pair.referenceTotal > 0 &&
      shareSignal({
        kind: isCategorical ? 'unseenShare' : 'outOfRangeShare',
        what: isCategorical
          ? 'hold a category that the baseline lacks'
          : 'lie outside the range of the baseline',
        usual: 'would be usual',
        reference: countExpectedUnseen(pair),
        current: countUnseen(pair, moments),
        ...rows,
      }),
  ].filter(signal => !!signal);
}
