import { CurrencyCost } from '@plumbline/backstage-plugin-cost-common';
import { StackedChartProps } from '@plumbline/backstage-plugin-kit-react';
import { addAmounts, divideAmount, subtractAmounts } from '../money/amounts';
import { formatMoney } from '../money/formatMoney';
import { barOf } from './barsOf';

type Bar = StackedChartProps['days'][number];
type Forecast = NonNullable<CurrencyCost['forecast']>;

/** Key of what is only expected; no key of a source has a blank at its beginning. */
export const EXPECTED = ' expected';

/** A forecast with what of it is spent already. */
export interface Outlook {
  forecast: Forecast;
  /** Until the last day that is known. */
  spent: string;
  currency: string;
}

function expectedBar(
  day: string,
  of: (end: string) => string,
  { forecast, currency }: Outlook,
): Bar {
  const [low, high] = [of(forecast.low), of(forecast.high)];
  return {
    ...barOf(day, [[EXPECTED, of(forecast.amount)]], currency),
    band: [Number(low), Number(high)],
    bandText: `${formatMoney(low, currency)} to ${formatMoney(high, currency)}`,
  };
}

/** What is left to be spent, evenly on the days that are to come: nobody says how it is spread. */
export function dailyOutlook(days: readonly string[], outlook: Outlook): Bar[] {
  const share = (end: string) =>
    divideAmount(subtractAmounts(end, outlook.spent), days.length);
  return days.map(day => expectedBar(day, share, outlook));
}

/** How the total is expected to grow on the days that are to come. */
export function runningOutlook(
  days: readonly string[],
  outlook: Outlook,
): Bar[] {
  const { spent } = outlook;
  return days.map((day, index) =>
    expectedBar(
      day,
      end =>
        addAmounts([
          spent,
          divideAmount(subtractAmounts(end, spent), days.length, index + 1),
        ]),
      outlook,
    ),
  );
}

/** The bar of the month with what is left to be spent on top of it. */
export function withRest(
  bar: Bar,
  { forecast, spent, currency }: Outlook,
): Bar {
  const rest = barOf(
    bar.day,
    [[EXPECTED, subtractAmounts(forecast.amount, spent)]],
    currency,
  );
  return {
    ...bar,
    values: { ...bar.values, ...rest.values },
    texts: { ...bar.texts, ...rest.texts },
  };
}
