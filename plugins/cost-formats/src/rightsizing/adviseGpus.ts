import { Amount } from '../money/amount';
import { HOURS_PER_MONTH, UsageAdvice, whyTooLittle } from './UsageAdvice';

/** What was measured of the GPUs, or of the slices of one size, that the containers of one name in a workload have. @public */
export interface GpuUsage {
  /** That all pods have together. */
  gpus: number;
  /** Such as `mig-1g.5gb` where it is no whole GPU. */
  slice?: string;
  windowDays: number;
  /** How many were busy, in each hour that was measured. */
  busyByHour: readonly number[];
  isChanged: boolean;
}

const MIN_HOURS = 24;
/** An hour in twenty may be busier. */
const QUANTILE = 0.95;

/** The smallest number that is enough in 95 % of the hours. */
function enoughFor(busyByHour: readonly number[]): number {
  const sorted = [...busyByHour].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(QUANTILE * sorted.length) - 1)] ?? 0;
}

/**
 * How many GPUs would be enough in 95 % of the hours. A GPU is busy in an hour
 * when its mean utilisation is 5 % or more; who measures says so.
 *
 * @param gpuHour - price of a whole GPU; a slice has none, as what of a GPU it is differs by model
 * @public
 */
export function adviseGpus(usage: GpuUsage, gpuHour?: Amount): UsageAdvice {
  const { gpus, slice, windowDays, busyByHour, isChanged } = usage;
  const show = (count: number) => {
    const thing = slice ?? (count === 1 ? 'GPU' : 'GPUs');
    return `${count} ${thing}`;
  };
  const needed = enoughFor(busyByHour);
  const current = show(gpus);
  const evidence = `In ${windowDays} days (${busyByHour.length} hours) no more than ${needed} of ${gpus} were busy in 95 % of the hours; busy is a mean of 5 % or more.`;
  let reason: string | undefined;
  if (!Number.isSafeInteger(gpus) || gpus < 1) {
    reason = 'What was measured is no quantity.';
  } else if (isChanged) {
    reason = `The workload was changed in the last ${windowDays} days.`;
  } else {
    reason = whyTooLittle(
      {
        days: windowDays,
        samples: busyByHour.length,
        expectedSamples: windowDays * 24,
      },
      { minSamples: MIN_HOURS, unit: 'measured hours' },
    );
    reason ??= needed >= gpus ? 'All of it is used.' : undefined;
  }
  if (reason !== undefined) {
    return { kind: 'withheld', current, evidence, reason };
  }
  return {
    kind: 'suggestion',
    current,
    suggested: needed === 0 ? 'none' : show(needed),
    evidence,
    savingPerMonth:
      gpuHour === undefined || slice !== undefined
        ? undefined
        : BigInt(gpus - needed) * gpuHour * HOURS_PER_MONTH,
  };
}
