import { readAllocations } from '@plumbline/backstage-plugin-cost-formats';
import { OpenCostSource } from '../domain/CostSource';

/**
 * Whether an answer is whole and speaks of the day that was asked, and of
 * nothing else.
 *
 * @returns `nothing` where it has no entry, or none that cost anything, as
 *   OpenCost says where it knows no prices: what the day cost is not known then
 * @throws an Error that says why it is not used
 */
export function readDay(
  text: string,
  { currency, openCost }: Pick<OpenCostSource, 'currency' | 'openCost'>,
  day: string,
): 'costs' | 'nothing' {
  const { facts, read, rejected, accepted, isDaily, overlaps } =
    readAllocations(text, { currency, ...openCost });
  if (read === 0) {
    return 'nothing';
  }
  if ((read - accepted) * 2 > read) {
    const [{ place, reason }] = rejected;
    throw new Error(
      `${read - accepted} of its ${read} entries do not count; the first: ${place}: ${reason}`,
    );
  }
  const other = facts.find(fact => fact.day !== day);
  if (other) {
    throw new Error(`its answer is of ${other.day ?? 'no day'}`);
  }
  if (!isDaily) {
    throw new Error('its answer is of more than that day');
  }
  if (overlaps) {
    throw new Error('it answered with sets that speak for the same time');
  }
  return facts.some(({ amounts }) => amounts.effective !== 0n)
    ? 'costs'
    : 'nothing';
}
