import { Amount, AMOUNT_SCALE } from '../money/amount';

/** Shares are whole numbers of 10⁻¹² of a currency unit: finer than any price, short enough to read. */
const SHARE_PLACES = 12;
const SHARE_UNIT = 10n ** BigInt(AMOUNT_SCALE - SHARE_PLACES);

function compareShares(
  one: { key: string; remainder: bigint },
  other: { key: string; remainder: bigint },
): number {
  if (one.remainder !== other.remainder) {
    return one.remainder > other.remainder ? -1 : 1;
  }
  return one.key < other.key ? -1 : 1;
}

/**
 * Splits an amount by weights so that the shares add up to it exactly, by
 * largest remainder (Hamilton's method): everyone gets the whole units of
 * their quota, and the units that are left go to the largest remainders, equal
 * ones in the order of the keys. What of the amount is finer than a unit goes
 * to the first of that order. A negative amount is split like its opposite.
 *
 * @param weights - by key, all above zero and at least one
 * @public
 */
export function splitExactly(
  whole: Amount,
  weights: ReadonlyMap<string, bigint>,
): Map<string, Amount> {
  const sign = whole < 0n ? -1n : 1n;
  const size = whole * sign;
  const units = size / SHARE_UNIT;
  let total = 0n;
  for (const weight of weights.values()) {
    total += weight;
  }
  let left = units;
  const quotas = [...weights].map(([key, weight]) => {
    const product = units * weight;
    const share = product / total;
    left -= share;
    return { key, share, remainder: product % total };
  });
  quotas.sort(compareShares);
  const shares = new Map<string, Amount>();
  quotas.forEach(({ key, share }, index) => {
    const extra = BigInt(index) < left ? 1n : 0n;
    const fraction = index === 0 ? size % SHARE_UNIT : 0n;
    shares.set(key, sign * ((share + extra) * SHARE_UNIT + fraction));
  });
  return shares;
}
