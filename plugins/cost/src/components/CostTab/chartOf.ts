import { CostDays, CostGroup } from '@plumbline/backstage-plugin-cost-common';
import { StackedChartProps } from '@plumbline/backstage-plugin-kit-react';
import { addAmounts, compareAmounts, sizeOf } from '../money/amounts';
import { formatMoney } from '../money/formatMoney';
import { listDays } from '../words/months';
import { partName } from '../words/words';

type CurrencyDays = CostDays['currencies'][number];
type Series = CurrencyDays['series'][number];

const TONES = ['current', 'second', 'current-soft', 'second-soft'] as const;
/** No key of a source has a blank at its beginning. */
const REST = ' rest';

const totalOf = ({ days }: Series) =>
  addAmounts(days.map(({ amount }) => amount));

/** The parts beyond the first ones as one, added to the last digit. */
function mergeRest(series: readonly Series[]): Series {
  const byDay = new Map<string, string[]>();
  for (const { day, amount } of series.flatMap(({ days }) => days)) {
    byDay.set(day, [...(byDay.get(day) ?? []), amount]);
  }
  return {
    key: REST,
    days: [...byDay].map(([day, amounts]) => ({
      day,
      amount: addAmounts(amounts),
    })),
  };
}

/** What the daily chart draws: the largest parts by themselves, a day that nobody knows as a gap. */
export function chartOf(options: {
  costs: CurrencyDays;
  group: CostGroup;
  from: string;
  to: string;
}): Pick<StackedChartProps, 'parts' | 'days'> {
  const { costs, group, from, to } = options;
  const { currency } = costs;
  const sorted = [...costs.series].sort((a, b) =>
    compareAmounts(sizeOf(totalOf(b)), sizeOf(totalOf(a))),
  );
  // One part more than there are tones is no reason for a rest
  const own =
    sorted.length <= TONES.length + 1 ? TONES.length + 1 : TONES.length;
  const shown = sorted.slice(0, own);
  const rest = sorted.slice(own);
  const series = rest.length > 0 ? [...shown, mergeRest(rest)] : shown;
  const amounts = new Map(
    series.map(({ key, days }) => [
      key,
      new Map(days.map(({ day, amount }) => [day, amount])),
    ]),
  );
  return {
    parts: series.map(({ key }, index) => ({
      key,
      title: key === REST ? `${rest.length} more` : partName(group, key),
      tone: TONES[index] ?? 'grey',
    })),
    days: listDays(from, to).map(day => {
      const known = [...amounts].flatMap(([key, days]) => {
        const amount = days.get(day);
        return amount === undefined ? [] : [[key, amount] as const];
      });
      return {
        day,
        // Only heights of bars; the amounts themselves are in the texts
        values: Object.fromEntries(
          known.map(([key, amount]) => [key, Number(amount)]),
        ),
        texts: Object.fromEntries(
          known.map(([key, amount]) => [key, formatMoney(amount, currency)]),
        ),
      };
    }),
  };
}
