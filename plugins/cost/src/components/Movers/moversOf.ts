import { CostMover, CostRow } from '@plumbline/backstage-plugin-cost-common';
import {
  compareAmounts,
  signOf,
  sizeOf,
  subtractAmounts,
} from '../money/amounts';

/** What of some rows costs most more or less than before, as far as that is known; nobody says why. */
export function moversOf(rows: readonly CostRow[], most: number): CostMover[] {
  const movers = rows
    .flatMap(({ entityRef, ownerRef, currency, amount, previousSameDays }) =>
      previousSameDays === null
        ? []
        : {
            entityRef,
            ownerRef,
            currency,
            amount,
            previousSameDays,
            change: subtractAmounts(amount, previousSameDays),
            reasons: [],
          },
    )
    .filter(({ change }) => signOf(change) !== 0)
    .sort((a, b) => compareAmounts(sizeOf(b.change), sizeOf(a.change)));
  const currencies = [...new Set(movers.map(({ currency }) => currency))];
  // Changes of different currencies are only sorted each by itself
  return currencies.flatMap(currency =>
    movers.filter(mover => mover.currency === currency).slice(0, most),
  );
}
