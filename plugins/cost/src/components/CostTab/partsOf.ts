import { CostDays, CostGroup } from '@plumbline/backstage-plugin-cost-common';
import { StackedChartProps } from '@plumbline/backstage-plugin-kit-react';
import { addAmounts, compareAmounts, sizeOf } from '../money/amounts';
import { partName } from '../words/words';

/** Daily costs in one currency. */
export type CurrencyDays = CostDays['currencies'][number];
type Series = CurrencyDays['series'][number];

/** Exact amounts of each part by day; a day that is not there is not known. */
export type DailyParts = {
  parts: StackedChartProps['parts'];
  amounts: Map<string, Map<string, string>>;
};

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

/** The largest parts by themselves, the others as one. */
export function partsOf(costs: CurrencyDays, group: CostGroup): DailyParts {
  const sorted = [...costs.series].sort((a, b) =>
    compareAmounts(sizeOf(totalOf(b)), sizeOf(totalOf(a))),
  );
  // One part more than there are tones is no reason for a rest
  const own =
    sorted.length <= TONES.length + 1 ? TONES.length + 1 : TONES.length;
  const shown = sorted.slice(0, own);
  const rest = sorted.slice(own);
  const series = rest.length > 0 ? [...shown, mergeRest(rest)] : shown;
  return {
    parts: series.map(({ key }, index) => ({
      key,
      title: key === REST ? `${rest.length} more` : partName(group, key),
      tone: TONES[index] ?? 'grey',
    })),
    amounts: new Map(
      series.map(({ key, days }) => [
        key,
        new Map(days.map(({ day, amount }) => [day, amount])),
      ]),
    ),
  };
}
