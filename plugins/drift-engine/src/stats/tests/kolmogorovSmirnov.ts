import { NumericPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { exactTwoSampleTail } from '../distributions/kolmogorovTwoSample';
import { kolmogorovTail } from '../distributions/kolmogorov';
import { emptySide, inverseSizes } from '../shares';

/** Largest sample for which the p-value is exact, as SciPy's `auto` has it. */
const EXACT_UP_TO = 10_000;

/** Half goes to the even neighbour: n₁n₂/(n₁+n₂) is rounded so in the reference implementation. */
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) {
    return Math.round(x);
  }
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * p-value of the two-sided two-sample statistic: exact up to 10,000 rows a
 * side, else of one sample of n₁n₂/(n₁+n₂) rows.
 *
 * @public
 */
export function kolmogorovSmirnovPValue(options: {
  statistic: number;
  referenceTotal: number;
  currentTotal: number;
}): number {
  const { statistic, referenceTotal: n1, currentTotal: n2 } = options;
  if (Math.max(n1, n2) <= EXACT_UP_TO) {
    const exact = exactTwoSampleTail(n1, n2, statistic);
    if (exact !== undefined) {
      return exact;
    }
  }
  return kolmogorovTail(roundHalfEven((n1 * n2) / (n1 + n2)), statistic);
}

/** Largest distance between the two distribution functions. */
function largestGap(pair: NumericPair): number {
  let below = 0;
  let belowCurrent = 0;
  let largest = 0;
  for (let i = 0; i < pair.values.length; i += 1) {
    below += pair.reference[i];
    belowCurrent += pair.current[i];
    largest = Math.max(
      largest,
      Math.abs(below / pair.referenceTotal - belowCurrent / pair.currentTotal),
    );
  }
  return largest;
}

/** The mean of the Kolmogorov distribution, √(π/2) ln 2, in units of √(1/n₁+1/n₂). */
const MEAN_OF_LIMIT = Math.sqrt(Math.PI / 2) * Math.LN2;

/** Two-sided two-sample Kolmogorov-Smirnov test: max |F_a − F_b|. @public */
export const kolmogorovSmirnov: DriftTest<NumericPair> = {
  id: 'ks',
  title: 'Kolmogorov-Smirnov',
  source: 'Smirnov (1939); p-value: Hodges (1958), Simard and L’Ecuyer (2011)',
  range: [0, 1],
  worse: 'higher',
  needs: 'numeric',
  appliesTo: ['numeric', 'discrete', 'datetime'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    const statistic = largestGap(pair);
    return {
      statistic,
      pValue: kolmogorovSmirnovPValue({ statistic, ...pair }),
      noiseFloor: Math.min(1, MEAN_OF_LIMIT * Math.sqrt(inverseSizes(pair))),
    };
  },
};
