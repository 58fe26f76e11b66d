import { nameOf } from '@plumbline/backstage-plugin-kit-react';
import { CostModels } from '@plumbline/backstage-plugin-cost-common';
import { addAmounts } from '../money/amounts';
import { formatRoughly } from '../money/formatMoney';
import { currentMonth, monthName } from '../words/months';
import { counted } from '../words/words';

/** What all models cost, currency by currency, and which is the dearest. */
export function summariseModels({ items, month }: CostModels): string {
  const currencies = [...new Set(items.map(({ currency }) => currency))].sort();
  const isOpen = month >= currentMonth();
  return currencies
    .map(currency => {
      const own = items.filter(item => item.currency === currency);
      const [dearest] = own;
      const total = formatRoughly(
        addAmounts(own.map(({ amount }) => amount)),
        currency,
      );
      const spent = `${counted(own.length, 'model')} cost${own.length === 1 ? 's' : ''} ${total} ${isOpen ? 'so far ' : ''}in ${monthName(month)}`;
      return own.length === 1
        ? `${spent}.`
        : `${spent}; ${nameOf(dearest.entityRef, 'resource')} costs most: ${formatRoughly(dearest.amount, currency)}.`;
    })
    .join(' ');
}
