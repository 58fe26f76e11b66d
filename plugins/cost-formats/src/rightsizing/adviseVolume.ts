import { Amount } from '../money/amount';
import { UsageAdvice, UsageWindow, whyTooLittle } from './UsageAdvice';

/** What was measured of a volume claim. @public */
export interface VolumeUsage {
  /** Hours in which it was there and somebody looked who mounts it. */
  window: UsageWindow;
  /** What was claimed; absent where it is not known. */
  bytes?: number;
  /** Whether a pod mounted it at any time of the window. */
  isMounted: boolean;
  /** Most that was on it; only of what is mounted. */
  usedBytes?: number;
}

const MIN_HOURS = 24;
const GIBIBYTE = 2 ** 30;
const MEBIBYTE = 2 ** 20;
/** Less than this is nearly nothing. */
const NEARLY_EMPTY = 0.05;

const show = (bytes: number) =>
  bytes % GIBIBYTE === 0
    ? `${bytes / GIBIBYTE}Gi`
    : `${Math.ceil(bytes / MEBIBYTE)}Mi`;

function describeUse({ window, bytes, usedBytes, isMounted }: VolumeUsage) {
  const mounted = isMounted
    ? `A pod mounts it, or did in the last ${window.days} days`
    : `In ${window.days} days (${window.samples} hours) no pod mounted it`;
  if (usedBytes === undefined) {
    return `${mounted}.`;
  }
  const isNearlyEmpty = bytes !== undefined && usedBytes < NEARLY_EMPTY * bytes;
  return `${mounted}; never more than ${show(usedBytes)} were on it${isNearlyEmpty ? ', which is less than 5 %: it is nearly empty' : ''}.`;
}

/**
 * Whether a volume could go: one that no pod mounted in the whole window.
 *
 * @param gibibyteMonth - price of 2³⁰ bytes
 * @public
 */
export function adviseVolume(
  usage: VolumeUsage,
  gibibyteMonth?: Amount,
): UsageAdvice {
  const { window, bytes, isMounted } = usage;
  const isKnown = bytes !== undefined && Number.isSafeInteger(bytes);
  const current = isKnown ? show(bytes) : undefined;
  const evidence = describeUse(usage);
  const reason = isMounted
    ? `A pod mounts it, or did in the last ${window.days} days.`
    : whyTooLittle(window, {
        minSamples: MIN_HOURS,
        unit: 'measured hours',
      });
  if (reason !== undefined) {
    return { kind: 'withheld', current, evidence, reason };
  }
  return {
    kind: 'suggestion',
    current: current ?? 'a volume of unknown size',
    suggested: 'none, once somebody has looked whether its data is needed',
    evidence,
    savingPerMonth:
      gibibyteMonth === undefined || !isKnown
        ? undefined
        : (BigInt(bytes) * gibibyteMonth) / BigInt(GIBIBYTE),
  };
}
