import { Amount, AMOUNT_SCALE } from '@plumbline/backstage-plugin-cost-formats';

const UNIT = 10n ** BigInt(AMOUNT_SCALE - 12);

/** To twelve decimal places: what is divided by how long something ran has no end otherwise. */
export function roundDown(amount: Amount): Amount {
  return amount - (amount % UNIT);
}
