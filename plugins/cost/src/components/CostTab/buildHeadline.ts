import {
  CostGroup,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import { signOf, sizeOf, subtractAmounts } from '../money/amounts';
import { formatChange, formatRoughly } from '../money/formatMoney';
import { monthName, shiftMonth } from '../words/months';
import { partName } from '../words/words';
import { findMovers } from './findMovers';

const MOVERS = 2;

type Money = (amount: string) => string;

/** What is expected, of which budget; each part of a sentence. */
function describeOutlook(cost: CurrencyCost, money: Money): string[] {
  const { forecast, budget } = cost;
  const expected =
    forecast &&
    `${money(forecast.amount)} (${money(forecast.low)} to ${money(forecast.high)}) is expected`;
  if (!budget) {
    return expected ? [expected] : [];
  }
  // It may be in another currency than what is shown, which is then not compared
  const limit = formatRoughly(budget.amount, budget.currency);
  if (budget.period === 'month') {
    return expected && budget.currency === cost.currency
      ? [`${expected} of a budget of ${limit}`]
      : [...(expected ? [expected] : []), `the budget is ${limit}`];
  }
  const spent =
    budget.spent === null
      ? 'an unknown part'
      : formatRoughly(budget.spent, budget.currency);
  return [
    ...(expected ? [expected] : []),
    `${spent} of this ${budget.period}'s budget of ${limit} is spent`,
  ];
}

function describeChange(options: {
  cost: CurrencyCost;
  month: string;
  isOpen: boolean;
  group: CostGroup;
  money: Money;
}): string {
  const { cost, month, isOpen, group, money } = options;
  const before = monthName(shiftMonth(month, -1));
  // Beside a source that is new the month before would look like growth
  const isComparable = cost.previousSameDays !== null;
  const previous =
    isComparable && !isOpen
      ? (cost.previousMonth ?? cost.previousSameDays)
      : cost.previousSameDays;
  if (previous === null) {
    return `with nothing known of ${before} to compare with`;
  }
  const change = subtractAmounts(cost.amount, previous);
  const when = isOpen ? `on the same days of ${before}` : `in ${before}`;
  const movers = findMovers(cost.parts, MOVERS).map(
    mover =>
      `${partName(group, mover.key)} ${formatChange(mover.change, cost.currency)}`,
  );
  const because = movers.length > 0 ? ` (${movers.join(', ')})` : '';
  if (signOf(change) === 0) {
    return `the same as ${when}${because}`;
  }
  const word = signOf(change) > 0 ? 'more' : 'less';
  return `${money(sizeOf(change))} ${word} than ${when}${because}`;
}

/**
 * The answer in a sentence: what it cost, against the month before with what
 * moved most, and what is expected of which budget.
 */
export function buildHeadline(options: {
  cost: CurrencyCost;
  month: string;
  /** Whether the month is not over yet. */
  isOpen: boolean;
  group: CostGroup;
}): string {
  const { cost, month, isOpen } = options;
  const money = (amount: string) => formatRoughly(amount, cost.currency);
  const spent = `${money(cost.amount)} ${isOpen ? 'so far ' : ''}in ${monthName(month)}`;
  return `${[
    `${spent}, ${describeChange({ ...options, money })}`,
    ...describeOutlook(cost, money),
  ].join('; ')}.`;
}
