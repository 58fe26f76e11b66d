import { COST_PERIODS, CostPeriod } from '../forecast/calendar';
import { DocumentRefused } from '../json/DocumentRefused';
import { shortText } from '../json/shortText';
import { Amount, readAmount } from '../money/amount';
import { Budget, DEFAULT_THRESHOLDS } from './Budget';

const CURRENCY = /^[A-Z]{3}$/;
/** A threshold of more than tenfold is a slip of the pen. */
const MAX_THRESHOLD = 1000;
const MAX_THRESHOLDS = 10;

const ANNOTATION =
  /^(?<amount>\S+)\s+(?<currency>[A-Z]{3})(?:\s*(?:\/|\sper\s)\s*(?<period>[a-z]+))?$/;

function expectAmount(text: string, place: string): Amount {
  const amount = readAmount(text);
  if (amount === undefined || amount <= 0n) {
    throw new DocumentRefused(
      `'${shortText(text)}' is no amount of more than zero.`,
      place,
    );
  }
  return amount;
}

function expectPeriod(value: unknown, place: string): CostPeriod {
  const period = COST_PERIODS.find(known => known === value);
  if (period === undefined) {
    throw new DocumentRefused(
      `'${shortText(String(value))}' is none of ${COST_PERIODS.join(', ')}.`,
      place,
    );
  }
  return period;
}

/**
 * A budget as an annotation writes it: `800 EUR` per month, or with its
 * period, `2400.50 EUR per quarter` and `9600 EUR/year`.
 *
 * @param place - the name of the annotation, for the message
 * @throws DocumentRefused
 * @public
 */
export function parseBudget(text: string, place: string): Budget {
  const groups = ANNOTATION.exec(text.trim())?.groups;
  if (!groups) {
    throw new DocumentRefused(
      `'${shortText(text)}' is no budget. Write '800 EUR' or '2400 EUR per quarter'.`,
      place,
    );
  }
  return {
    amount: expectAmount(groups.amount, place),
    currency: groups.currency,
    period: expectPeriod(groups.period ?? 'month', place),
    thresholds: DEFAULT_THRESHOLDS,
  };
}

function readThresholds(value: unknown, place: string): readonly number[] {
  if (value === undefined) {
    return DEFAULT_THRESHOLDS;
  }
  const isList =
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MAX_THRESHOLDS &&
    value.every(
      threshold =>
        typeof threshold === 'number' &&
        threshold > 0 &&
        threshold <= MAX_THRESHOLD,
    );
  if (!isList) {
    throw new DocumentRefused(
      `a list of up to ${MAX_THRESHOLDS} percentages is expected, such as [50, 80, 100].`,
      place,
    );
  }
  return [...new Set<number>(value)].sort((a, b) => a - b);
}

function readScope(value: unknown, place: string): string {
  if (
    typeof value !== 'string' ||
    !/^[^\s:/]+:[^\s:/]+\/[^\s:/]+$/.test(value)
  ) {
    throw new DocumentRefused(
      'an entity is expected, such as system:default/shop.',
      place,
    );
  }
  return value.toLowerCase();
}

/**
 * A budget as the configuration writes it: `scope`, `period`, `amount`,
 * `currency` and, if need be, `thresholds`.
 *
 * @param place - where in the configuration, for the message
 * @throws DocumentRefused
 * @public
 */
export function readBudget(
  value: unknown,
  place: string,
): Budget & { scope: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new DocumentRefused('an object is expected.', place);
  }
  const { scope, period, amount, currency, thresholds } = value as Record<
    string,
    unknown
  >;
  if (typeof currency !== 'string' || !CURRENCY.test(currency)) {
    throw new DocumentRefused(
      'a currency of three letters is expected.',
      `${place}.currency`,
    );
  }
  return {
    scope: readScope(scope, `${place}.scope`),
    // YAML makes a number of it: its shortest text is what was written
    amount: expectAmount(String(amount), `${place}.amount`),
    currency,
    period: expectPeriod(period ?? 'month', `${place}.period`),
    thresholds: readThresholds(thresholds, `${place}.thresholds`),
  };
}
