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
  if (options.period.start < history.keptFrom) {
    // What is left of a period says little of it
    return {
      kind: 'none',
      reason: `The days before ${history.keptFrom} are no longer kept.`,
    };
  }
  return forecastCost({
    ...rest,
    days: history.days,
    closedThrough: history.closedThrough ?? LONG_AGO,
    leftOut: history.leftOut,
  });
}

/** What each method expects of a day. */
const METHODS = {
  'run-rate': 'every day as the average of those before',
  'weekday trend': 'weekdays as usual, with their trend',
  'Holt-Winters':
    'weekdays as they were lately, with their trend (Holt-Winters)',
  'last week again': 'every day as a week before',
} as const;

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
      method: `${METHODS[method]}; ${historyDays} days are known`,
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
