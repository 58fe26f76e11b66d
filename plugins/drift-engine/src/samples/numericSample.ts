import { NumericPair, NumericSample } from './samples';

/**
 * The distinct finite values of a list with their counts. NaN and infinities
 * are left out; the caller counts them.
 *
 * @public
 */
export function numericSampleOf(input: ArrayLike<number>): NumericSample {
  const finite = Float64Array.from(input).filter(Number.isFinite);
  finite.sort();
  const values = new Float64Array(finite.length);
  const counts = new Float64Array(finite.length);
  let distinct = 0;
  for (const raw of finite) {
    const value = raw === 0 ? 0 : raw;
    if (distinct > 0 && values[distinct - 1] === value) {
      counts[distinct - 1] += 1;
    } else {
      values[distinct] = value;
      counts[distinct] = 1;
      distinct += 1;
    }
  }
  return {
    values: values.slice(0, distinct),
    counts: counts.slice(0, distinct),
  };
}

/**
 * Two samples on the union of their values.
 *
 * @public
 */
export function pairNumeric(
  reference: NumericSample,
  current: NumericSample,
): NumericPair {
  const size = reference.values.length + current.values.length;
  const values = new Float64Array(size);
  const left = new Float64Array(size);
  const right = new Float64Array(size);
  let i = 0;
  let j = 0;
  let distinct = 0;
  let referenceTotal = 0;
  let currentTotal = 0;
  while (i < reference.values.length || j < current.values.length) {
    const a = i < reference.values.length ? reference.values[i] : Infinity;
    const b = j < current.values.length ? current.values[j] : Infinity;
    values[distinct] = Math.min(a, b);
    if (a <= b) {
      left[distinct] = reference.counts[i];
      referenceTotal += reference.counts[i];
      i += 1;
    }
    if (b <= a) {
      right[distinct] = current.counts[j];
      currentTotal += current.counts[j];
      j += 1;
    }
    distinct += 1;
  }
  return {
    kind: 'numeric',
    values: values.slice(0, distinct),
    reference: left.slice(0, distinct),
    current: right.slice(0, distinct),
    referenceTotal,
    currentTotal,
  };
}

/** One side of a pair, without the values that it lacks. @public */
export function sampleOfPair(
  pair: NumericPair,
  side: 'reference' | 'current',
): NumericSample {
  const present = (_: number, index: number) => pair[side][index] > 0;
  return {
    values: pair.values.filter(present),
    counts: pair[side].filter(count => count > 0),
  };
}

/** The sample of both: as if their rows had been one list. @public */
export function mergeNumericSamples(
  a: NumericSample,
  b: NumericSample,
): NumericSample {
  const pair = pairNumeric(a, b);
  return {
    values: pair.values,
    counts: pair.reference.map((count, index) => count + pair.current[index]),
  };
}
