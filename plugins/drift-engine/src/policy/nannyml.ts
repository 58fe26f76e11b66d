import { SamplePair } from '../samples/samples';
import { ColumnEvidence, ColumnVerdict, Policy } from '../verdict/verdict';
import { datasetVerdict } from './datasetVerdict';
import { nannymlDistance } from './nannymlDistance';
import { figure } from './words';
import { withCaveats } from './withCaveats';

/** Key of the distance in `referenceChunks`. */
const MEASURE = 'nannymlJensenShannon';
/** NannyML's default number of chunks. */
const CHUNKS = 10;
const DEVIATIONS = 3;
/** The distance of base 2 cannot be larger. */
const LIMIT = 1;

/** Mean plus three population standard deviations of what the reference's chunks show. */
function thresholdOf(chunks: readonly number[]): number {
  const mean = chunks.reduce((a, b) => a + b, 0) / chunks.length;
  const variance =
    chunks.reduce((sum, value) => sum + (value - mean) ** 2, 0) / chunks.length;
  return Math.min(LIMIT, mean + DEVIATIONS * Math.sqrt(variance));
}

function judge(evidence: ColumnEvidence): ColumnVerdict {
  const { column, pair, failure } = evidence;
  const chunks = evidence.referenceChunks?.[MEASURE];
  const distance =
    pair && failure === undefined ? nannymlDistance(pair) : undefined;
  if (distance === undefined || !chunks || chunks.length < 2) {
    return {
      column,
      status: 'unknown',
      drifted: false,
      reasons: [
        failure ??
          (distance === undefined
            ? 'There are no values to compare on one side.'
            : 'The baseline could not be cut into chunks.'),
      ],
    };
  }
  const threshold = thresholdOf(chunks);
  const drifted = distance > threshold;
  return {
    column,
    status: drifted ? 'warn' : 'ok',
    drifted,
    decidedBy: 'jensenShannon',
    effect: distance,
    threshold,
    reasons: [
      `Jensen-Shannon distance (base 2) ${figure(distance)}, drifted above ${figure(threshold)}: mean plus three deviations of ${chunks.length} chunks of the baseline.`,
    ],
  };
}

/**
 * NannyML's default decision: the Jensen-Shannon distance of the window exceeds
 * the mean plus three standard deviations of the same distance of ten chunks of
 * the reference, in the order of its rows. Calibrates itself to seasons.
 *
 * Source: `univariate/methods.py` and `thresholds.py` of NannyML 0.13.
 *
 * @public
 */
export const nannyml: Policy = withCaveats({
  id: 'nannyml',
  title: 'As NannyML decides by default',
  chunks: {
    count: CHUNKS,
    measure: (pair: SamplePair) => ({ [MEASURE]: nannymlDistance(pair) }),
  },
  decide(evidence, settings) {
    const verdicts = evidence.map(judge);
    return {
      columns: verdicts,
      dataset: datasetVerdict({
        policy: 'nannyml',
        evidence,
        verdicts,
        criticalShare: settings.datasetShare ?? 0.5,
      }),
    };
  },
});
