import { Amount } from '../money/amount';

/** How much of a window was measured. @public */
export interface UsageWindow {
  /** Days that were asked for. */
  days: number;
  /** Samples that there are, and that there would be without gaps. */
  samples: number;
  expectedSamples: number;
}

/** What could be less, or why nothing is suggested. @public */
export type UsageAdvice =
  | {
      kind: 'suggestion';
      /** As Kubernetes writes it, such as `250m` and `512Mi`; in words for what is no quantity. */
      current: string;
      suggested: string;
      /** What was measured, and over how long. */
      evidence: string;
      /** What less would cost in 730 hours; absent where no price is known. It is saved once nodes can go. */
      savingPerMonth?: Amount;
    }
  | {
      kind: 'withheld';
      current?: string;
      evidence?: string;
      reason: string;
    };

/** Hours of a month: of 365 days, a twelfth. */
export const HOURS_PER_MONTH = 730n;

/** A smaller share of the window is no evidence. */
const MIN_COVERAGE = 0.8;

/** Why a window says too little of what happens in it; undefined where it says enough. */
export function whyTooLittle(
  { days, samples, expectedSamples }: UsageWindow,
  { minSamples, unit }: { minSamples: number; unit: string },
): string | undefined {
  if (samples < minSamples) {
    return `There are ${samples} ${unit}, ${minSamples} are needed.`;
  }
  if (samples < MIN_COVERAGE * expectedSamples) {
    const percent = Math.floor((100 * samples) / expectedSamples);
    return `Only ${percent} % of the last ${days} days were measured, 80 % are needed.`;
  }
  return undefined;
}
