import { readAmount } from '@plumbline/backstage-plugin-cost-formats';
import { CurrencyRate, RATE_PLACES } from '../domain/CurrencyRates';
import { refuse } from '../readSetting';

const CURRENCY = /^[A-Z]{3}$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const DECIMAL = /^\d+(?:\.\d+)?$/;
/** Of 10⁻⁵⁴, which amounts have, to those that rates have. */
const SCALE = 10n ** BigInt(54 - RATE_PLACES);

function readRate(value: unknown, key: string): bigint {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !DECIMAL.test(text)) {
    return refuse(key, `must be a decimal, such as '1.0832'`);
  }
  const amount = readAmount(text);
  if (amount === undefined || amount % SCALE !== 0n) {
    return refuse(key, `must have at most ${RATE_PLACES} decimal places`);
  }
  return amount > 0n ? amount / SCALE : refuse(key, 'must be above zero');
}

function isDay(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    DAY.test(value) &&
    new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value
  );
}

/** Reads `cost.rates`. */
export function readRates(given: unknown): CurrencyRate[] {
  if (given === undefined) {
    return [];
  }
  if (!Array.isArray(given)) {
    return refuse('cost.rates', 'must be a list');
  }
  const known = new Map<string, number>();
  return given.map((value, index) => {
    const key = `cost.rates[${index}]`;
    const { from, to, rate, day } = (value ?? {}) as Record<string, unknown>;
    for (const [name, currency] of Object.entries({ from, to })) {
      if (typeof currency !== 'string' || !CURRENCY.test(currency)) {
        refuse(
          `${key}.${name}`,
          'must be a currency code of three letters, such as EUR',
        );
      }
    }
    if (from === to) {
      refuse(key, `is from ${from} to itself`);
    }
    if (!isDay(day)) {
      return refuse(`${key}.day`, "must be a day, such as '2026-11-01'");
    }
    const what = `${from} ${to} ${day}`;
    const earlier = known.get(what);
    if (earlier !== undefined) {
      refuse(
        key,
        `is of the same currencies and day as cost.rates[${earlier}]`,
      );
    }
    known.set(what, index);
    return {
      from: from as string,
      to: to as string,
      rate: readRate(rate, `${key}.rate`),
      day,
    };
  });
}
