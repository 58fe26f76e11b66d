import { CategoricalPair } from '../../samples/samples';
import { DriftTest } from '../../tests/DriftTest';
import { logBinomial } from '../distributions/gamma';
import { emptySide } from '../shares';

/** Rows above which the exact sum is no more than the chi-square test, and slow. */
const LARGEST_TABLE = 1_000_000;
/** Tables as likely as the observed one count, whatever the last digits say; R's fisher.test has the same. */
const TIE_TOLERANCE = 1e-7;

/**
 * Fisher's exact test of a 2 × 2 table, two-sided: the probability of all
 * tables that are at most as likely as the observed one. The statistic is the
 * odds ratio.
 *
 * @public
 */
export const fisherExact: DriftTest<CategoricalPair> = {
  id: 'fisher',
  title: 'Fisher’s exact test',
  source: 'Fisher, J. R. Statist. Soc. 85 (1922)',
  range: [0, Infinity],
  worse: 'higher',
  needs: 'categorical',
  appliesTo: ['boolean', 'categorical'],
  compare(pair) {
    const empty = emptySide(pair);
    if (empty) {
      return empty;
    }
    if (pair.categories.length !== 2) {
      return {
        statistic: undefined,
        reason: `Needs two categories; there ${
          pair.categories.length === 1
            ? 'is 1'
            : `are ${pair.categories.length}`
        }.`,
      };
    }
    const [a, b] = pair.reference;
    const [c, d] = pair.current;
    const oddsRatio = (a * d) / (b * c);
    const statistic = Number.isFinite(oddsRatio) ? oddsRatio : undefined;
    const n = a + b + c + d;
    if (n > LARGEST_TABLE) {
      return {
        statistic,
        reason: `More than ${LARGEST_TABLE.toLocaleString('en')} rows: the chi-square test says the same.`,
      };
    }
    const first = a + c;
    const low = Math.max(0, first - (c + d));
    const high = Math.min(first, a + b);
    const all = logBinomial(n, first);
    const logProbability = (k: number) =>
      logBinomial(a + b, k) + logBinomial(c + d, first - k) - all;
    const observed = logProbability(a);
    let pValue = 0;
    for (let k = low; k <= high; k += 1) {
      const candidate = logProbability(k);
      if (candidate <= observed + TIE_TOLERANCE) {
        pValue += Math.exp(candidate);
      }
    }
    return {
      statistic,
      pValue: Math.min(1, pValue),
      reason:
        statistic === undefined
          ? 'An empty cell: the odds ratio is infinite or undefined.'
          : undefined,
    };
  },
};
