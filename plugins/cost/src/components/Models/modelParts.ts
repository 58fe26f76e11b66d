import {
  PartsBarProps,
  formatShare,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostModelCurrency,
  CostModelPart,
} from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, ratioOf } from '../money/amounts';

type Tone = PartsBarProps['parts'][number]['tone'];

/** What the cost of a model is made of: in words, and always in the same colour. */
export const MODEL_PARTS: Record<CostModelPart, { title: string; tone: Tone }> =
  {
    training: { title: 'training', tone: 'current' },
    serving: { title: 'serving', tone: 'second' },
    gpuIdle: { title: 'idle GPUs', tone: 'hole' },
    storage: { title: 'storage', tone: 'current-soft' },
    shared: { title: 'shared', tone: 'second-soft' },
    other: { title: 'other', tone: 'grey' },
  };

type Cost = Pick<CostModelCurrency, 'amount' | 'parts'>;

/** The largest first. */
export function sortParts<Part extends { amount: string }>(
  parts: readonly Part[],
): Part[] {
  return [...parts].sort((a, b) => compareAmounts(b.amount, a.amount));
}

/** The parts as a bar draws them; a credit has no length. */
export function barOf({ amount, parts }: Cost): PartsBarProps['parts'] {
  return sortParts(parts).map(part => ({
    key: part.key,
    ...MODEL_PARTS[part.key],
    share: ratioOf(part.amount, amount) ?? 0,
  }));
}

/** The largest parts in few words: `training 61 %, serving 22 %`. */
export function describeParts(cost: Cost): string {
  return barOf(cost)
    .filter(({ share }) => share > 0)
    .slice(0, 2)
    .map(({ title, share }) => `${title} ${formatShare(share)}`)
    .join(', ');
}
