import { minorDigits, roundAmount } from '../forecast/estimates';
import { Forecast } from '../forecast/forecastCost';
import { AMOUNT_SCALE, Amount, formatAmount } from '../money/amount';
import { Budget } from './Budget';

/** Whether a budget holds. @public */
export interface BudgetStatus {
  status: 'ok' | 'warn' | 'critical' | 'unknown';
  /** In words, with amounts and currency. */
  reason: string;
  /** Percent of the amount that is spent, whole and rounded down. Absent where nothing is known to be spent. */
  spentPercent?: number;
  /** Percent of the amount that is projected to the end of the period. */
  projectedPercent?: number;
  /** Thresholds, in percent, that what is spent has reached. */
  reached: number[];
  /** Those of them of which nobody was told yet. */
  newlyReached: number[];
}

/** What a budget is held against. @public */
export interface BudgetUse {
  /** Of the budget's period. What is spent stands in it. */
  forecast: Forecast;
  /** Of the forecast. Absent where the source states none. */
  currency?: string;
  /** Thresholds of this period that somebody was told of already. */
  told: readonly number[];
}

/** Percentages may have decimals: they are compared in millionths of the amount. */
const PARTS = 1_000_000n;

function hasReached(amount: Amount, budget: Amount, percent: number): boolean {
  return amount * PARTS * 100n >= budget * BigInt(Math.round(percent * 1e6));
}

function percentOf(amount: Amount, budget: Amount): number {
  const share = (amount * 100n) / budget;
  // Towards less, also below zero
  return Number(
    amount < 0n && share * budget !== amount * 100n ? share - 1n : share,
  );
}

function unknown(reason: string): BudgetStatus {
  return { status: 'unknown', reason, reached: [], newlyReached: [] };
}

/** Such as `1204.50 EUR`: rounded, as it is read by people. */
function show(amount: Amount, currency: string): string {
  const digits = minorDigits(currency);
  const [whole, fraction = ''] = formatAmount(
    roundAmount(amount, Math.min(digits, AMOUNT_SCALE)),
  ).split('.');
  return `${whole}${digits > 0 ? `.${fraction.padEnd(digits, '0')}` : ''} ${currency}`;
}

/**
 * Whether a budget holds: critical once it is spent, a warning where the last
 * threshold below its amount is reached or where the forecast is above it,
 * unknown where nothing is known to be spent. No forecast is no reason to be
 * worried, but is said.
 *
 * @public
 */
export function evaluateBudget(
  { amount: budget, currency, period, thresholds }: Budget,
  { forecast, currency: spentIn, told }: BudgetUse,
): BudgetStatus {
  const { spent } = forecast;
  if (spentIn !== currency) {
    return unknown(
      `The budget is in ${currency}, the cost in ${spentIn ?? 'a currency that is not stated'}.`,
    );
  }
  const projected =
    forecast.kind === 'forecast' ? forecast.projected : undefined;
  const foreseen =
    forecast.kind === 'forecast'
      ? `${show(forecast.projected, currency)} are projected by its end`
      : `there is no forecast (${forecast.reason.replace(/\.$/, '')})`;
  const ofProjected =
    projected === undefined
      ? {}
      : { projectedPercent: percentOf(projected, budget) };
  if (spent === undefined) {
    return {
      ...unknown(`No cost of this ${period} is known; ${foreseen}.`),
      ...ofProjected,
    };
  }
  const of = `${show(spent, currency)} of ${show(budget, currency)} are spent this ${period}`;
  const reached = thresholds.filter(percent =>
    hasReached(spent, budget, percent),
  );
  const lastBelow = thresholds.filter(percent => percent < 100).at(-1);
  const result = {
    spentPercent: percentOf(spent, budget),
    ...ofProjected,
    reached,
    newlyReached: reached.filter(percent => !told.includes(percent)),
  };
  if (spent >= budget) {
    return { status: 'critical', reason: `${of}; ${foreseen}.`, ...result };
  }
  if (projected !== undefined && projected > budget) {
    return {
      status: 'warn',
      reason: `${of}, but ${foreseen}: ${show(projected - budget, currency)} too much.`,
      ...result,
    };
  }
  if (lastBelow !== undefined && reached.includes(lastBelow)) {
    return {
      status: 'warn',
      reason: `${of}, which has reached ${lastBelow} %; ${foreseen}.`,
      ...result,
    };
  }
  return { status: 'ok', reason: `${of}; ${foreseen}.`, ...result };
}
