import { formatShare } from '@plumbline/backstage-plugin-kit-react';
import { CostModelCurrency } from '@plumbline/backstage-plugin-cost-common';
import { formatRoughly } from '../money/formatMoney';
import { currentMonth, monthName, shiftMonth } from '../words/months';
import { formatUnit } from './formatUnit';
import { barOf } from './modelParts';
import { ModelUnitCosts, knownUnits } from './modelUnits';

/** Smaller parts are no answer; they stand in the table. */
const WORTH_SAYING = 0.05;

/** What a model costs in few words: `€1,240 in November: 61 % training, 22 % serving`. */
function summariseParts(
  cost: Pick<CostModelCurrency, 'amount' | 'currency' | 'parts'>,
  month: string,
): string {
  const isOpen = month >= currentMonth();
  const shares = barOf(cost)
    .filter(({ share }) => share >= WORTH_SAYING)
    .map(({ title, share }) => `${formatShare(share)} ${title}`);
  const spent = `${formatRoughly(cost.amount, cost.currency)} ${isOpen ? 'so far ' : ''}in ${monthName(month)}`;
  return shares.length > 0 ? `${spent}: ${shares.join(', ')}` : spent;
}

/** The most telling unit cost: `€0.42 per 1,000 predictions (€0.39 in October)`; undefined where none is known. */
function summariseUnit(
  costs: ModelUnitCosts & Pick<CostModelCurrency, 'currency'>,
  month: string,
): string | undefined {
  const [first] = knownUnits(costs);
  if (!first) {
    return undefined;
  }
  const { unit, cost } = first;
  const before =
    cost.previous === null
      ? ''
      : ` (${formatUnit(cost.previous, costs.currency)} in ${monthName(shiftMonth(month, -1))})`;
  return `${formatUnit(cost.amount, costs.currency)} per ${unit.per}${before}`;
}

/** The answer of the page, in one sentence. */
export function summariseModel(
  cost: Omit<CostModelCurrency, 'months'>,
  month: string,
): string {
  return `${[summariseParts(cost, month), summariseUnit(cost, month)].filter(Boolean).join('; ')}.`;
}
