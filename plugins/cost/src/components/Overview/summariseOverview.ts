import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { addAmounts, signOf, sizeOf, subtractAmounts } from '../money/amounts';
import { formatRoughly } from '../money/formatMoney';
import {
  currentMonth,
  monthName,
  monthTitle,
  shiftMonth,
} from '../words/months';
import { counted } from '../words/words';
import { splitByCurrency } from './groupRows';
import { unattributedOf } from './unattributedOf';

function describeChange(
  overview: CostOverview,
  rows: CostOverview['items'],
  money: (amount: string) => string,
): string {
  const known = rows.flatMap(row => row.previousSameDays ?? []);
  // What nothing was known of before did not grow by all that it costs
  if (known.length < rows.length) {
    return '';
  }
  const total = addAmounts(rows.map(({ amount }) => amount));
  const change = subtractAmounts(total, addAmounts(known));
  const before = `on the same days of ${monthName(shiftMonth(overview.month, -1))}`;
  return signOf(change) === 0
    ? `, the same as ${before}`
    : `, ${money(sizeOf(change))} ${signOf(change) > 0 ? 'more' : 'less'} than ${before}`;
}

function describeCurrency(
  overview: CostOverview,
  currency: string,
  rows: CostOverview['items'],
): string {
  const { month } = overview;
  const money = (amount: string) => formatRoughly(amount, currency);
  const total = addAmounts(rows.map(({ amount }) => amount));
  const isOpen = month >= currentMonth();
  const when = isOpen
    ? `so far in ${monthName(month)}`
    : `in ${monthTitle(month)}`;
  const unattributed = unattributedOf(overview, currency);
  const rest =
    unattributed === undefined
      ? ''
      : `; another ${money(unattributed)} is unattributed`;
  return `${money(total)} ${when}${describeChange(overview, rows, money)}${rest}`;
}

/** The answer in a sentence: what they cost in each currency, and of how many it is the answer. */
export function summariseOverview(overview: CostOverview): string {
  const { items, isComplete } = overview;
  const count = new Set(
    items
      // What ceased to cost has a row as well
      .filter(({ amount }) => signOf(amount) !== 0)
      .map(({ entityRef }) => entityRef),
  ).size;
  const entities = isComplete
    ? `${counted(count, 'entity', 'entities')} cost${count === 1 ? 's' : ''}`
    : `The first ${counted(count, 'entity', 'entities')}, of more, cost${count === 1 ? 's' : ''}`;
  const sentences = splitByCurrency(items).map(([currency, rows]) =>
    describeCurrency(overview, currency, rows),
  );
  return `${entities} ${sentences.join('; and ')}.`;
}
