import { Amount, formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import type { CostDays } from '@plumbline/backstage-plugin-cost-common';
import { DayCost, DeliveredDays } from './DayCost';

/** More lines than these are no picture; the rest is added up. */
const MAX_SERIES = 50;
const OTHERS = '(others)';

interface Series {
  amounts: Map<string, Amount>;
  unstated: Set<string>;
  sources: Set<string>;
  total: Amount;
}

function addUp(costs: readonly DayCost[], keyOf: (cost: DayCost) => string) {
  const series = new Map<string, Series>();
  for (const cost of costs) {
    const key = keyOf(cost);
    const known: Series = series.get(key) ?? {
      amounts: new Map(),
      unstated: new Set(),
      sources: new Set(),
      total: 0n,
    };
    const { day, amount, source } = cost;
    if (amount === undefined) {
      known.unstated.add(day);
    } else {
      known.amounts.set(day, (known.amounts.get(day) ?? 0n) + amount);
      known.sources.add(source);
      known.total += amount < 0n ? -amount : amount;
    }
    series.set(key, known);
  }
  return series;
}

/** A day that was delivered without this cost is zero; one that was not, or that does not state it, is left out. */
function toDays(series: Series, delivered: DeliveredDays) {
  const amounts = new Map(series.amounts);
  for (const source of series.sources) {
    for (const day of delivered.get(source) ?? []) {
      if (!amounts.has(day) && !series.unstated.has(day)) {
        amounts.set(day, 0n);
      }
    }
  }
  return [...amounts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([day, amount]) => ({ day, amount: formatAmount(amount) }));
}

function largestFirst(series: ReadonlyMap<string, Series>) {
  return [...series].sort(([a, one], [b, other]) => {
    if (one.total === other.total) {
      return a < b ? -1 : 1;
    }
    return one.total > other.total ? -1 : 1;
  });
}

/**
 * Daily costs by key, the largest first, for each currency.
 *
 * @param delivered - within the days that were asked for
 */
export function buildDaySeries(
  costs: readonly DayCost[],
  delivered: DeliveredDays,
): CostDays {
  const currencies = [...new Set(costs.map(({ currency }) => currency))].sort();
  return {
    currencies: currencies.flatMap(currency => {
      const own = costs.filter(cost => cost.currency === currency);
      const all = addUp(own, ({ key }) => key);
      const kept =
        all.size > MAX_SERIES
          ? new Set(
              largestFirst(all)
                .slice(0, MAX_SERIES - 1)
                .map(([key]) => key),
            )
          : new Set(all.keys());
      const series = largestFirst(
        addUp(own, ({ key }) => (kept.has(key) ? key : OTHERS)),
      ).filter(([, { sources }]) => sources.size > 0);
      return series.length === 0
        ? []
        : {
            currency,
            series: series.map(([key, one]) => ({
              key,
              days: toDays(one, delivered),
            })),
          };
    }),
  };
}
