import { Status } from '../verdict/verdict';
import { formatFigures } from './formatFigures';
import { MetricValue, PerformanceMetric } from './performanceMetric';

/** Standard errors that a difference must pass before it is worse: one window in 700 does by chance. */
const CERTAIN_ERRORS = 3;
/** Standard errors between a figure and an end of its band. */
const BAND_ERRORS = { realised: 1.959963984540054, estimated: 3 } as const;
const DEFAULT_MINIMUM_ROWS = 100;
const DEFAULT_CRITICAL_EFFECT = 0.25;

/** A figure of a window against the baseline, and why. @public */
export interface PerformanceJudgement {
  status: Status;
  /** Below it the figure is worse; it depends on the rows of the window. */
  thresholdLow?: number;
  /** Above it the figure is worse. */
  thresholdHigh?: number;
  /** One sentence with the figures. */
  reason: string;
}

const formatCount = new Intl.NumberFormat('en');

interface Sides {
  value: number;
  /** Standard errors below and above. */
  below: number;
  above: number;
}

function sidesOf(
  { value, low, high }: MetricValue,
  bandErrors: number,
): Sides | undefined {
  return value === undefined || low === undefined || high === undefined
    ? undefined
    : {
        value,
        below: (value - low) / bandErrors,
        above: (high - value) / bandErrors,
      };
}

function thresholdsOf(
  worse: PerformanceMetric['worse'],
  base: Sides,
  now: Sides,
): Pick<PerformanceJudgement, 'thresholdLow' | 'thresholdHigh'> {
  const low = CERTAIN_ERRORS * Math.hypot(base.below, now.above);
  const high = CERTAIN_ERRORS * Math.hypot(base.above, now.below);
  switch (worse) {
    case 'lower':
      return { thresholdLow: base.value - low };
    case 'higher':
      return { thresholdHigh: base.value + high };
    default:
      // Nearer to zero than the baseline is no worse, whatever its sign was
      return {
        thresholdLow: Math.min(0, base.value) - low,
        thresholdHigh: Math.max(0, base.value) + high,
      };
  }
}

/**
 * How much was lost for certain, by the near end of the band: a share of the
 * baseline of what is better when higher, a quarter of that of errors, which grow
 * without end. Scores of probabilities (log loss, Brier) and a bias say nothing of
 * this kind: a good model doubles them by next to nothing.
 */
function lossOf(
  { worse, problem }: Pick<PerformanceMetric, 'worse' | 'problem'>,
  base: number,
  now: MetricValue,
): number {
  if (worse === 'lower' && base > 0) {
    return (base - now.high!) / base;
  }
  return worse === 'higher' && problem === 'regression' && base > 0
    ? (now.low! - base) / base / 4
    : 0;
}

/**
 * Whether a figure is worse than at the baseline by more than chance: by more
 * than three standard errors of the difference, of which one each comes from the
 * two bands on the sides that face each other. Critical when, with certainty, it
 * lost a quarter of the baseline (`criticalEffect`), or an error of a regression
 * doubled; an estimate is a warning at most. Too few rows, or no band, is
 * `unknown`. Source: Newcombe (1998), Statistics in Medicine 17:873, method 10;
 * for other figures Zou & Donner (2008), doi:10.1002/sim.3095.
 *
 * @param options - `rows` that the figure was made of
 * @public
 */
export function judgePerformance(options: {
  metric: Pick<PerformanceMetric, 'worse' | 'problem'>;
  kind: 'realised' | 'estimated';
  now: MetricValue;
  baseline: MetricValue | undefined;
  rows: number;
  minimumRows?: number;
  criticalEffect?: number;
}): PerformanceJudgement {
  const { kind, now, rows } = options;
  const { worse } = options.metric;
  const minimumRows = options.minimumRows ?? DEFAULT_MINIMUM_ROWS;
  const unknown = (reason: string): PerformanceJudgement => ({
    status: 'unknown',
    reason,
  });
  const counted = `${formatCount.format(rows)} ${kind === 'realised' ? 'labelled rows' : 'rows'}`;
  if (now.value === undefined) {
    return unknown(now.reason ?? 'It is not defined for these rows.');
  }
  if (rows < minimumRows) {
    return unknown(
      `${counted} are not enough to say: it takes ${formatCount.format(minimumRows)}.`,
    );
  }
  const after = sidesOf(now, BAND_ERRORS[kind]);
  if (!after) {
    return unknown(now.reason ?? 'No confidence band is known for it.');
  }
  const before =
    options.baseline && sidesOf(options.baseline, BAND_ERRORS.realised);
  if (!before) {
    return unknown('The baseline has too few labels to compare with.');
  }
  const thresholds = thresholdsOf(worse, before, after);
  const { thresholdLow, thresholdHigh } = thresholds;
  const beyond = (where: string, limit: number) => {
    const [value, threshold, base] = formatFigures(
      after.value,
      limit,
      before.value,
    );
    return `${value} is ${where} ${threshold}, where chance alone would not take the baseline's ${base} with ${counted}.`;
  };
  const isLow = thresholdLow !== undefined && after.value < thresholdLow;
  const isHigh = thresholdHigh !== undefined && after.value > thresholdHigh;
  if (!isLow && !isHigh) {
    const [value, base] = formatFigures(after.value, before.value);
    return {
      ...thresholds,
      status: 'ok',
      reason: `${value} is no worse than chance makes the baseline's ${base} with ${counted}.`,
    };
  }
  const isCritical =
    kind === 'realised' &&
    lossOf(options.metric, before.value, now) >=
      (options.criticalEffect ?? DEFAULT_CRITICAL_EFFECT);
  return {
    ...thresholds,
    status: isCritical ? 'critical' : 'warn',
    reason: isLow
      ? beyond('below', thresholdLow)
      : beyond('above', thresholdHigh!),
  };
}
