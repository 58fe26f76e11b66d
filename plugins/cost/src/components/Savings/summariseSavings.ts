import { CostAdviceList } from '@plumbline/backstage-plugin-cost-common';
import { compareAmounts, signOf } from '../money/amounts';
import { formatRoughly } from '../money/formatMoney';
import { counted } from '../words/words';

/** Sums in words, currency by currency: `€312 and $40`. */
function listSums(savings: CostAdviceList['savings']): string {
  const sums = [...savings]
    .filter(({ amount }) => signOf(amount) > 0)
    .sort((a, b) => compareAmounts(b.amount, a.amount))
    .map(({ amount, currency }) => formatRoughly(amount, currency));
  return sums.length < 3
    ? sums.join(' and ')
    : `${sums.slice(0, -1).join(', ')} and ${sums[sums.length - 1]}`;
}

/** The answer of a list of suggestions; a saving that nobody knows is never none. */
export function summariseSavings(
  list: CostAdviceList,
  options: { state: 'suggestion' | 'withheld' },
): string {
  if (options.state === 'withheld') {
    return `Nothing is suggested for ${counted(list.withheld, 'case')}: there is a reason for each.`;
  }
  const sums = listSums(list.savings);
  return sums === ''
    ? 'What the suggestions would save is not known: no price is known for what they free.'
    : `Up to ${sums} per month could be saved.`;
}
