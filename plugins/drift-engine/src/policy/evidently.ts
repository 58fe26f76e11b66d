import { SamplePair } from '../samples/samples';
import { chiSquareTail } from '../stats/distributions/gamma';
import { jensenShannonDistance } from '../stats/tests/jensenShannon';
import { proportionZ } from '../stats/tests/proportions';
import { ColumnEvidence, ColumnVerdict, Policy } from '../verdict/verdict';
import { datasetVerdict } from './datasetVerdict';
import { figure, probability } from './words';
import { withCaveats } from './withCaveats';

/** Rows of the reference up to which a p-value decides; the current window plays no part. */
const SMALL_REFERENCE = 1000;
const P_THRESHOLD = 0.05;
const DISTANCE_THRESHOLD = 0.1;
const DATASET_SHARE = 0.5;
const FEW_VALUES = 5;

/** What one of Evidently's methods says. */
interface Finding {
  method: string;
  title: string;
  score: number;
  threshold: number;
  drifted: boolean;
}

/**
 * Goodness of fit of the current counts to those of the reference, scaled. A
 * value that the reference lacks makes it infinite, and p zero.
 */
function goodnessOfFit(pair: SamplePair): number {
  const { reference, current, referenceTotal, currentTotal } = pair;
  let statistic = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const expected = (reference[i] * currentTotal) / referenceTotal;
    statistic += (current[i] - expected) ** 2 / expected;
  }
  const dof = reference.length - 1;
  return dof < 1 ? NaN : chiSquareTail(statistic, dof);
}

function byPValue(
  method: string,
  title: string,
  p: number,
  isInclusive = false,
): Finding {
  return {
    method,
    title,
    score: p,
    threshold: P_THRESHOLD,
    drifted: isInclusive ? p <= P_THRESHOLD : p < P_THRESHOLD,
  };
}

function byDistance(method: string, title: string, distance: number): Finding {
  return {
    method,
    title,
    score: distance,
    threshold: DISTANCE_THRESHOLD,
    drifted: distance >= DISTANCE_THRESHOLD,
  };
}

/** Evidently's default choice of a method, and its answer; undefined when the evidence lacks what it needs. */
function findByDefault(evidence: ColumnEvidence): Finding | undefined {
  const { pair, type, tests } = evidence;
  const isNumeric = type === 'numeric' || type === 'discrete';
  const total =
    pair?.referenceTotal ?? evidence.reference.rows - evidence.reference.nulls;
  const isSmall = total <= SMALL_REFERENCE;
  const distinct = evidence.distinct?.both ?? Infinity;
  if (isNumeric && distinct > FEW_VALUES) {
    const p = tests.ks?.pValue;
    const distance = tests.wasserstein?.scales?.normalised;
    if (isSmall) {
      return p === undefined
        ? undefined
        : byPValue('ks', 'Kolmogorov-Smirnov', p, true);
    }
    return distance === undefined
      ? undefined
      : byDistance('wasserstein', 'Wasserstein distance (normed)', distance);
  }
  if (!pair || pair.currentTotal === 0 || pair.referenceTotal === 0) {
    return undefined;
  }
  if (!isSmall) {
    const share = (counts: Float64Array, sum: number) =>
      counts.map(count => count / sum);
    return byDistance(
      'jensenshannon',
      'Jensen-Shannon distance',
      jensenShannonDistance(
        share(pair.reference, pair.referenceTotal),
        share(pair.current, pair.currentTotal),
      ),
    );
  }
  if (distinct <= 2) {
    const { pValue } = proportionZ({
      reference: pair.reference[0],
      referenceTotal: pair.referenceTotal,
      current: pair.current[0],
      currentTotal: pair.currentTotal,
    });
    return byPValue('z', 'z test of proportions', pValue);
  }
  return byPValue(
    'chisquare',
    'Chi-square goodness of fit',
    goodnessOfFit(pair),
  );
}

/**
 * The default decisions of Evidently 0.4 to 0.7: the method is chosen by the
 * rows of the reference and the number of distinct values, thresholds are
 * fixed, nothing is corrected for the number of columns, nulls do not count.
 * A window drifted when half of its columns did.
 *
 * Source: `registry.py` and `data_drift.py` of Evidently 0.7.
 *
 * @public
 */
export const evidently: Policy = withCaveats({
  id: 'evidently-0.7',
  title: 'As Evidently 0.7 decides by default',
  decide(evidence, settings) {
    const verdicts = evidence.map((column): ColumnVerdict => {
      const finding =
        column.failure === undefined ? findByDefault(column) : undefined;
      if (!finding) {
        return {
          column: column.column,
          status: 'unknown',
          drifted: false,
          reasons: [
            column.failure ?? 'There are no values to compare on one side.',
          ],
        };
      }
      const { method, title, score, threshold, drifted } = finding;
      const isP = method !== 'wasserstein' && method !== 'jensenshannon';
      return {
        column: column.column,
        status: drifted ? 'warn' : 'ok',
        drifted,
        decidedBy: method,
        effect: isP ? undefined : score,
        threshold,
        reasons: [
          isP
            ? `${title}: p ${probability(score)}, drifted below ${threshold}.`
            : `${title} ${figure(score)}, drifted from ${threshold}.`,
        ],
      };
    });
    return {
      columns: verdicts,
      dataset: datasetVerdict({
        policy: 'evidently-0.7',
        evidence: evidence.map(column => ({ ...column, weight: 1 })),
        verdicts,
        criticalShare: settings.datasetShare ?? DATASET_SHARE,
      }),
    };
  },
});
