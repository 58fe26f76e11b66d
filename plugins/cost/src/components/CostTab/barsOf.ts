import { StackedChartProps } from '@plumbline/backstage-plugin-kit-react';
import { addAmounts } from '../money/amounts';
import { formatMoney } from '../money/formatMoney';
import { DailyParts } from './partsOf';

type Bar = StackedChartProps['days'][number];

/** A bar of exact amounts: their heights are rough, their texts are not. */
export function barOf(
  day: string,
  amounts: readonly (readonly [key: string, amount: string])[],
  currency: string,
): Bar {
  return {
    day,
    // Only heights of bars; the amounts themselves are in the texts
    values: Object.fromEntries(
      amounts.map(([key, amount]) => [key, Number(amount)]),
    ),
    texts: Object.fromEntries(
      amounts.map(([key, amount]) => [key, formatMoney(amount, currency)]),
    ),
  };
}

function amountsOn(amounts: DailyParts['amounts'], day: string) {
  return [...amounts].flatMap(([key, days]) => {
    const amount = days.get(day);
    return amount === undefined ? [] : [[key, amount] as const];
  });
}

/** A bar for each day; a day that nobody knows is a gap. */
export function dailyBars(
  amounts: DailyParts['amounts'],
  days: readonly string[],
  currency: string,
): Bar[] {
  return days.map(day => barOf(day, amountsOn(amounts, day), currency));
}

/** What was spent from the first of the days on. */
export function runningBars(
  amounts: DailyParts['amounts'],
  days: readonly string[],
  currency: string,
): Bar[] {
  const totals = new Map<string, string>();
  return days.map(day => {
    const known = amountsOn(amounts, day);
    for (const [key, amount] of known) {
      totals.set(key, addAmounts([totals.get(key) ?? '0', amount]));
    }
    return barOf(day, known.length > 0 ? [...totals] : [], currency);
  });
}

/** A bar for each month, of the days of it that are known. */
export function monthlyBars(
  amounts: DailyParts['amounts'],
  days: readonly string[],
  currency: string,
): Bar[] {
  const months = [...new Set(days.map(day => day.slice(0, 7)))];
  return months.map(month => {
    const known = [...amounts].flatMap(([key, byDay]) => {
      const own = [...byDay].flatMap(([day, amount]) =>
        day.startsWith(month) ? [amount] : [],
      );
      return own.length === 0 ? [] : [[key, addAmounts(own)] as const];
    });
    return barOf(`${month}-01`, known, currency);
  });
}
