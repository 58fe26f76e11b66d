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

function describeCurrency(
  overview: CostOverview,
  currency: string,
  rows: CostOverview['items'],
): string {
  const money = (amount: string) => formatRoughly(amount, currency);
  const total = addAmounts(rows.map(({ amount }) => amount));
  const known = rows.flatMap(row => row.previousSameDays ?? []);
  const unattributed = overview.reconciliation?.filter(
    line => line.currency === currency,
  );
  const rest =
    unattributed && unattributed.length > 0
      ? `; ${money(addAmounts(unattributed.map(line => line.unattributed)))} more is unattributed`
      : '';
  const month = overview.month;
  const isOpen = month >= currentMonth();
  const so = isOpen ? ' so far' : '';
  const sum = `${money(total)}${so} in ${isOpen ? monthName(month) : monthTitle(month)}${rest}`;
  if (known.length === 0) {
    return `${sum}.`;
  }
  const change = subtractAmounts(total, addAmounts(known));
  const before = `the same days of ${monthName(shiftMonth(month, -1))}`;
  if (signOf(change) === 0) {
    return `${sum}. The same as on ${before}.`;
  }
  return `${sum}. ${money(sizeOf(change))} ${signOf(change) > 0 ? 'more' : 'less'} than on ${before}.`;
}

/** The answer in a sentence for each currency, and of how much it is the answer. */
export function summariseOverview(overview: CostOverview): string {
  const { items, isComplete } = overview;
  const entities = new Set(items.map(({ entityRef }) => entityRef)).size;
  const sentences = splitByCurrency(items).map(([currency, rows]) =>
    describeCurrency(overview, currency, rows),
  );
  const scope = isComplete
    ? `${counted(entities, 'entity', 'entities')} cost something.`
    : `Only the first ${counted(entities, 'entity', 'entities')} are counted: there are more.`;
  return [...sentences, scope].join(' ');
}
