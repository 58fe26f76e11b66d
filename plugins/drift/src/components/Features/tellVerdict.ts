import { ColumnDetail } from '@plumbline/backstage-plugin-drift-common';
import {
  formatNumber,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';
import { testText } from './testTexts';

const nullShare = (nulls: number, all: number) =>
  all > 0 ? formatShare(nulls / all) : 'no rows';

/** How a verdict came about: what was compared, what was measured, what that was held against, what else was seen. */
export function tellVerdict(detail: ColumnDetail): string[] {
  const { counts, decidedBy, effect, threshold, noiseFloor } = detail;
  const told = [
    `Compared ${formatNumber(counts.current)} current rows (${nullShare(counts.nullCurrent, counts.current)} null) with ${formatNumber(counts.reference)} reference rows (${nullShare(counts.nullReference, counts.reference)} null).`,
    `Treated as ${detail.type}: ${detail.typeReason ?? 'so it was declared'}.`,
  ];
  if (decidedBy) {
    told.push(
      `Measured by ${testText(decidedBy).title}. ${testText(decidedBy).meaning}`,
    );
  }
  if (noiseFloor !== undefined) {
    told.push(
      `Samples of this size differ by ${formatNumber(noiseFloor)} even when nothing drifted; only what exceeds that counts as effect.`,
    );
  }
  if (detail.adjustedPValue !== undefined) {
    told.push(
      `Chance alone would do this with a probability of ${formatNumber(detail.adjustedPValue)}, corrected for the number of features tested.`,
    );
  }
  if (effect !== undefined && threshold !== undefined) {
    told.push(
      `The effect is ${formatNumber(effect)}, ${effect >= threshold ? 'at or above' : 'below'} the threshold of ${formatNumber(threshold)}.`,
    );
  }
  return [
    ...told,
    ...detail.signals.map(signal => signal.text),
    ...detail.reasons.slice(1),
    detail.status === 'unknown'
      ? 'So there is no answer.'
      : `So the status is ${detail.status}${detail.weight === 1 ? '' : `; it counts ${formatNumber(detail.weight)}-fold in the verdict of the whole window`}.`,
  ];
}
