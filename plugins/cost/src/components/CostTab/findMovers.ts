import { CostPart } from '@plumbline/backstage-plugin-cost-common';
import {
  compareAmounts,
  signOf,
  sizeOf,
  subtractAmounts,
} from '../money/amounts';

/** A part that costs more or less than before. */
export interface Mover {
  key: string;
  change: string;
}

/** What changed most, up or down; what was not there before counts whole. */
export function findMovers(parts: readonly CostPart[], most: number): Mover[] {
  return parts
    .map(({ key, amount, previous }) => ({
      key,
      change: subtractAmounts(amount, previous ?? '0'),
    }))
    .filter(({ change }) => signOf(change) !== 0)
    .sort((a, b) => compareAmounts(sizeOf(b.change), sizeOf(a.change)))
    .slice(0, most);
}
