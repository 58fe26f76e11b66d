import type {
  CostConversion,
  CostRate,
} from '@plumbline/backstage-plugin-cost-common';
import { Amount, formatAmount } from '@plumbline/backstage-plugin-cost-formats';
import { addDays } from './days';

/** Decimal places of a rate. */
export const RATE_PLACES = 18;

const RATE_UNIT = 10n ** BigInt(RATE_PLACES);
const AMOUNT_PER_RATE = 10n ** BigInt(54 - RATE_PLACES);

/** From its day on one of `from` is so much of `to`. */
export interface CurrencyRate {
  from: string;
  to: string;
  /** Whole number of 10⁻¹⁸. */
  rate: bigint;
  day: string;
}

/**
 * An amount times a rate. Exact where the product has no more than 54 decimal
 * places, as every product of an amount of up to 36 has; the rest is rounded
 * half to even at 10⁻⁵⁴.
 */
export function multiplyByRate(amount: Amount, rate: bigint): Amount {
  const product = amount * rate;
  const isNegative = product < 0n;
  const size = isNegative ? -product : product;
  const whole = size / RATE_UNIT;
  const twiceRest = (size % RATE_UNIT) * 2n;
  const isUp =
    twiceRest > RATE_UNIT || (twiceRest === RATE_UNIT && whole % 2n === 1n);
  const rounded = isUp ? whole + 1n : whole;
  return isNegative ? -rounded : rounded;
}

/** Both are included. */
export interface DayRange {
  start: string;
  end: string;
}

function toCostRate({ from, to, rate, day }: CurrencyRate): CostRate {
  return { from, to, rate: formatAmount(rate * AMOUNT_PER_RATE), day };
}

/** An amount that was converted, or stayed as it was. */
export interface ConvertedAmount {
  currency: string;
  amount?: Amount;
}

/**
 * Converts amounts of days into one currency, by the rate of the last day on or
 * before the day of the cost, and remembers which rates that took. What has no
 * such rate stays in its currency: no rate is turned round, combined or taken
 * from a later day.
 */
export class CurrencyConverter {
  readonly to: string;
  /** By currency, the newest first. */
  readonly #rates = new Map<string, CurrencyRate[]>();
  readonly #used = new Set<CurrencyRate>();
  readonly #without = new Set<string>();

  constructor(to: string, rates: readonly CurrencyRate[]) {
    this.to = to;
    for (const rate of rates.filter(one => one.to === to)) {
      const known = this.#rates.get(rate.from) ?? [];
      known.push(rate);
      known.sort((a, b) => (a.day > b.day ? -1 : 1));
      this.#rates.set(rate.from, known);
    }
  }

  /** The amount of a day in the currency that is asked for, where there is a rate. */
  convert(cost: {
    currency: string;
    day: string;
    amount?: Amount;
  }): ConvertedAmount {
    const { currency, day, amount } = cost;
    if (currency === this.to) {
      return { currency, amount };
    }
    const rate = this.#rateOf(currency, day);
    if (!rate) {
      if (amount !== undefined) {
        this.#without.add(currency);
      }
      return { currency, amount };
    }
    this.#used.add(rate);
    return {
      currency: this.to,
      amount:
        amount === undefined ? undefined : multiplyByRate(amount, rate.rate),
    };
  }

  /** The costs with amounts and currencies as they are after it. */
  convertAll<T extends { currency: string; day: string; amount?: Amount }>(
    costs: readonly T[],
  ): T[] {
    return costs.map(cost => ({ ...cost, ...this.convert(cost) }));
  }

  /**
   * Parts of some days, in each of which a currency has one rate, or none; every
   * currency, where none is named.
   */
  partsOf(days: DayRange, currency?: string): DayRange[] {
    const rates =
      currency === undefined
        ? [...this.#rates.values()].flat()
        : (this.#rates.get(currency) ?? []);
    const starts = new Set(
      rates
        .map(({ day }) => day)
        .filter(day => day > days.start && day <= days.end)
        .sort(),
    );
    return [days.start, ...starts].map((start, index, all) => ({
      start,
      end: index + 1 < all.length ? addDays(all[index + 1], -1) : days.end,
    }));
  }

  /** Notes that amounts of a currency stay in it. */
  leave(currency: string): void {
    this.#without.add(currency);
  }

  /** What was done until now. */
  describe(): CostConversion {
    return {
      to: this.to,
      rates: [...this.#used]
        .map(toCostRate)
        .sort((a, b) => (`${a.from} ${a.day}` < `${b.from} ${b.day}` ? -1 : 1)),
      withoutRate: [...this.#without].sort(),
    };
  }

  #rateOf(currency: string, day: string): CurrencyRate | undefined {
    return this.#rates.get(currency)?.find(rate => rate.day <= day);
  }
}

/** The rates that are configured. */
export class CurrencyRates {
  readonly #rates: readonly CurrencyRate[];

  constructor(rates: readonly CurrencyRate[]) {
    this.#rates = rates;
  }

  /** Currencies that something can be converted into. */
  get targets(): string[] {
    return [...new Set(this.#rates.map(({ to }) => to))].sort();
  }

  /** One for each question; undefined where no currency is asked for. */
  converterTo(currency: string | undefined): CurrencyConverter | undefined {
    return currency === undefined
      ? undefined
      : new CurrencyConverter(currency, this.#rates);
  }
}
