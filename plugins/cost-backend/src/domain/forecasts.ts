import {
  Forecast,
  forecastCost,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import type { CostForecast } from '@plumbline/backstage-plugin-cost-common';
import { CostHistory } from './costHistory';
import { addDays } from './days';

/** Where no day is closed, none that is known is. */
const LONG_AGO = '1970-01-01';

/** What a period will have cost at its end, as far as the history tells. */
export function forecastPeriod(options: {
  history: CostHistory;
  period: { start: string; end: string };
  today: string;
  currency: string;
}): Forecast {
  const { history, ...rest } = options;
  return forecastCost({
    ...rest,
    days: history.days,
    closedThrough: history.closedThrough ?? LONG_AGO,
    leftOut: history.leftOut,
  });
}

/** A forecast as it is printed, or why there is none. */
export function describeForecast(forecast: Forecast): {
  forecast: CostForecast | null;
  noForecast?: string;
} {
  if (forecast.kind === 'none') {
    return { forecast: null, noForecast: forecast.reason };
  }
  if (forecast.method === 'complete') {
    return { forecast: null, noForecast: 'The whole month is known.' };
  }
  const { projected, low, high, method, historyDays } = forecast;
  return {
    forecast: {
      amount: formatAmount(projected),
      low: formatAmount(low),
      high: formatAmount(high),
      method: `${method}, by ${historyDays} days`,
    },
  };
}

/** First day that may still change, of days that are known; undefined where none may. */
export function findProvisional(history: CostHistory): string | undefined {
  const { days, closedThrough } = history;
  const last = days.at(-1)?.day;
  if (last === undefined || (closedThrough && last <= closedThrough)) {
    return undefined;
  }
  return closedThrough === undefined ? days[0].day : addDays(closedThrough, 1);
}
