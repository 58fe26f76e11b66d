import { ColumnType } from '../columns/columnTypes';
import { benjaminiHochberg } from '../stats/multipleTesting';
import { chiSquare } from '../stats/tests/contingency';
import { jensenShannon } from '../stats/tests/jensenShannon';
import {
  ColumnEvidence,
  ColumnVerdict,
  Policy,
  Signal,
} from '../verdict/verdict';
import { datasetVerdict } from './datasetVerdict';
import { poolRare } from './poolRare';
import { figure, probability } from './words';
import { withCaveats } from './withCaveats';

const MINIMUM_ROWS = 100;
const FALSE_DISCOVERY_RATE = 0.05;
const WARN_EFFECT = 0.1;
const CRITICAL_EFFECT = 0.25;
const CRITICAL_SHARE = 0.5;
/** Least change of a share of rows (nulls, unseen, out of range, mistyped) that is worth a word. */
const SHARE_EFFECT = 0.05;
const SHARE_CRITICAL = 0.2;
/** Chunks of the baseline from which its own scatter is known well enough. */
const MINIMUM_CHUNKS = 8;
const CHUNK_DEVIATIONS = 3;
/** Types whose distribution is not compared, in words. */
const UNTESTED: Partial<Record<ColumnType, string>> = {
  text: 'Text: its nulls are compared, its words are not.',
  datetime:
    'Times: their nulls and types are compared; that they go on is no drift.',
};

/** What the distribution of a column says. */
interface Shift {
  test: string;
  title: string;
  /** In the unit of the threshold, noise included. */
  observed: number;
  noise: number;
  pValue: number;
}

/** Effect and significance of the distribution; undefined when its tests say nothing. */
function measureShift(evidence: ColumnEvidence): Shift | undefined {
  const { ks, wasserstein } = evidence.tests;
  if (evidence.type === 'numeric' && ks?.pValue !== undefined) {
    const std = evidence.moments?.reference.std ?? 0;
    const mean = evidence.moments?.reference.mean ?? 0;
    const sigma = Math.max(std, 1e-9 * Math.abs(mean), Number.MIN_VALUE);
    if (wasserstein?.statistic === undefined) {
      return undefined;
    }
    return {
      test: 'wasserstein',
      title: 'Wasserstein distance in standard deviations of the baseline',
      observed: wasserstein.statistic / sigma,
      noise: (wasserstein.noiseFloor ?? 0) / sigma,
      pValue: ks.pValue,
    };
  }
  if (evidence.pair?.kind === 'categorical') {
    const pooled = poolRare(evidence.pair);
    const distance = jensenShannon.compare(pooled);
    const { pValue } = chiSquare.compare(pooled);
    if (distance.statistic === undefined || pValue === undefined) {
      return undefined;
    }
    return {
      test: 'jensenShannon',
      title: 'Jensen-Shannon distance',
      observed: distance.statistic,
      noise: distance.noiseFloor ?? 0,
      pValue,
    };
  }
  const { chiSquare: chi, jensenShannon: js } = evidence.tests;
  if (chi?.pValue === undefined || js?.statistic === undefined) {
    return undefined;
  }
  return {
    test: 'jensenShannon',
    title: 'Jensen-Shannon distance',
    observed: js.statistic,
    noise: js.noiseFloor ?? 0,
    pValue: chi.pValue,
  };
}

/** Mean and population standard deviation of what the chunks of the baseline show. */
function chunkLimit(
  evidence: ColumnEvidence,
  test: string,
): number | undefined {
  const chunks = evidence.referenceChunks?.[test];
  if (!chunks || chunks.length < MINIMUM_CHUNKS) {
    return undefined;
  }
  const mean = chunks.reduce((a, b) => a + b, 0) / chunks.length;
  const variance =
    chunks.reduce((sum, value) => sum + (value - mean) ** 2, 0) / chunks.length;
  return mean + CHUNK_DEVIATIONS * Math.sqrt(variance);
}

function judgeSignal(
  signal: Signal,
  adjusted: number | undefined,
  rate: number,
) {
  const change = signal.current - signal.reference;
  const isWorse = signal.kind === 'nullShare' ? Math.abs(change) : change;
  if (isWorse < SHARE_EFFECT || (adjusted ?? 1) > rate) {
    return undefined;
  }
  return isWorse >= SHARE_CRITICAL ? 'critical' : 'warn';
}

/**
 * The default rule. A column drifted when its test is significant after
 * Benjamini-Hochberg correction over all tests of the run, and its effect
 * beyond sampling noise, √(effect² − noise²), reaches the threshold; with eight
 * or more chunks of the baseline the effect must also leave their scatter.
 * Shares of nulls, unseen categories, values out of range and values of another
 * type count when they change by five points and significantly.
 *
 * @public
 */
export const calibrated: Policy = withCaveats({
  id: 'calibrated',
  title: 'Calibrated: significant, and more than sampling noise',
  decide(evidence, settings) {
    const minimumRows = settings.minimumRows ?? MINIMUM_ROWS;
    const rate = settings.falseDiscoveryRate ?? FALSE_DISCOVERY_RATE;
    const warnEffect = settings.warnEffect ?? WARN_EFFECT;
    const criticalEffect = settings.criticalEffect ?? CRITICAL_EFFECT;

    const plans = evidence.map(column => {
      const used = (side: 'reference' | 'current') =>
        column[side].rows -
        column[side].nulls -
        column[side].nonFinite -
        column[side].mistyped;
      const tooFew = (['reference', 'current'] as const).find(
        side => column[side].rows < minimumRows,
      );
      const hasValues =
        used('reference') >= minimumRows && used('current') >= minimumRows;
      return {
        column,
        tooFew,
        shift:
          tooFew || column.failure || !hasValues
            ? undefined
            : measureShift(column),
        signals: tooFew || column.failure ? [] : column.signals,
      };
    });
    const adjusted = benjaminiHochberg(
      plans.flatMap(({ shift, signals }) => [
        shift?.pValue,
        ...signals.map(signal => signal.pValue),
      ]),
    );
    let position = 0;
    const verdicts = plans.map(
      ({ column, tooFew, shift, signals }): ColumnVerdict => {
        const shiftP = adjusted[position];
        const signalPs = adjusted.slice(
          position + 1,
          position + 1 + signals.length,
        );
        position += 1 + signals.length;
        const base = { column: column.column, drifted: false };
        if (column.failure !== undefined) {
          return { ...base, status: 'unknown', reasons: [column.failure] };
        }
        if (tooFew) {
          const name = tooFew === 'reference' ? 'baseline' : 'current window';
          return {
            ...base,
            status: 'unknown',
            reasons: [
              `Not enough data: the ${name} has ${column[tooFew].rows} rows, at least ${minimumRows} are needed.`,
            ],
          };
        }
        if (column.type === 'idLike') {
          return {
            ...base,
            status: 'unknown',
            reasons: ['Looks like an identifier: reported, not tested.'],
          };
        }
        const reasons: string[] = [];
        let status = 'ok' as ColumnVerdict['status'];
        signals.forEach((signal, index) => {
          const found = judgeSignal(signal, signalPs[index], rate);
          if (found) {
            status =
              found === 'critical' || status === 'critical'
                ? 'critical'
                : 'warn';
            reasons.push(signal.text);
          }
        });
        if (!shift) {
          if (reasons.length === 0) {
            return {
              ...base,
              status: 'unknown',
              reasons: [
                UNTESTED[column.type] ??
                  `Not enough data: fewer than ${minimumRows} values on one side.`,
              ],
            };
          }
          return {
            ...base,
            status,
            drifted: true,
            reasons,
            decidedBy: 'signals',
          };
        }
        const effect = Math.sqrt(
          Math.max(0, shift.observed ** 2 - shift.noise ** 2),
        );
        const isSignificant = shiftP !== undefined && shiftP <= rate;
        const limit = chunkLimit(column, shift.test);
        const leavesScatter = limit === undefined || shift.observed > limit;
        const words =
          `${shift.title} ${figure(shift.observed)}, ` +
          `noise ${figure(shift.noise)}, adjusted p ${probability(shiftP ?? 1)}` +
          `${limit === undefined ? '' : `, the baseline itself reaches ${figure(limit)}`}` +
          ` (${column.reference.rows} and ${column.current.rows} rows).`;
        const isShifted =
          isSignificant && leavesScatter && effect >= warnEffect;
        if (isShifted) {
          status =
            effect >= criticalEffect || status === 'critical'
              ? 'critical'
              : 'warn';
          reasons.unshift(words);
        } else if (reasons.length === 0) {
          reasons.push(words);
        }
        return {
          ...base,
          status,
          drifted: status !== 'ok',
          reasons,
          decidedBy: isShifted || reasons[0] === words ? shift.test : 'signals',
          effect,
          noiseFloor: shift.noise,
          threshold: warnEffect,
          adjustedPValue: shiftP,
        };
      },
    );
    return {
      columns: verdicts,
      dataset: datasetVerdict({
        policy: 'calibrated',
        evidence,
        verdicts,
        criticalShare: settings.datasetShare ?? CRITICAL_SHARE,
      }),
    };
  },
});
