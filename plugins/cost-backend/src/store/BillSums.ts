import {
  Amount,
  COST_METRICS,
  CostAmounts,
  CostMetric,
  formatAmount,
} from '@plumbline/backstage-plugin-cost-formats';
import { Booking } from '../domain/Booking';
import { addStated, CostKind } from '../domain/DayCost';
import { MonthSums } from './MonthSums';
import { toAmountColumns } from './costRows';

type Row = Record<string, string | null>;

/** What an entity, or nobody, cost in a month by one metric. */
interface MonthToDate {
  row: Record<string, string>;
  byKind: Partial<Record<CostKind, Amount>>;
  /** By the day of the month less one. */
  byDay: (Amount | undefined)[];
}

const orNull = (amount: Amount | undefined) =>
  amount === undefined ? null : formatAmount(amount);

/** What was known until each day, with a comma between them; nothing before anything was. */
function runningSums(byDay: MonthToDate['byDay']): string {
  let sum: Amount | undefined;
  return Array.from(byDay, amount => {
    sum = addStated(sum, amount);
    return sum === undefined ? '' : formatAmount(sum);
  }).join();
}

/** What the days of one bill add up to, as the tables of sums hold it. */
export class BillSums {
  readonly #source: string;
  readonly #months: MonthSums;
  readonly #days: Row[] = [];
  readonly #toDate = new Map<string, MonthToDate>();

  constructor(source: string) {
    this.#source = source;
    this.#months = new MonthSums(source);
  }

  add(booking: Booking): void {
    const { day, currency, allocations } = booking;
    if (allocations.length === 0) {
      return;
    }
    this.#months.add(booking);
    const month = day.slice(0, 7);
    const place = Number(day.slice(8)) - 1;
    for (const { entity = '', kind, amounts } of allocations) {
      for (const metric of COST_METRICS) {
        const amount = amounts[metric];
        if (amount !== undefined) {
          const known = this.#toDateOf({ booking, month, metric, entity });
          known.byKind[kind] = (known.byKind[kind] ?? 0n) + amount;
          known.byDay[place] = (known.byDay[place] ?? 0n) + amount;
        }
      }
    }
    this.#days.push({
      source: this.#source,
      bill_month: booking.billMonth,
      day,
      currency,
      ...toAmountColumns(statedBy(booking)),
    });
  }

  /** Every entity that something was booked to. */
  get entityRefs(): string[] {
    return this.#months.entityRefs;
  }

  /** By table. */
  rows(): Record<'cost_month' | 'cost_source_day' | 'cost_to_date', Row[]> {
    return {
      cost_month: this.#months.rows(),
      cost_source_day: this.#days,
      cost_to_date: this.#toDateRows(),
    };
  }

  /** One metric after the other, entity by entity: together lies what is read together. */
  #toDateRows(): Row[] {
    return [...this.#toDate]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { row, byKind, byDay }]) => ({
        ...row,
        direct: orNull(byKind.direct),
        idle: orNull(byKind.idle),
        shared: orNull(byKind.shared),
        to_date: runningSums(byDay),
      }));
  }

  #toDateOf(of: {
    booking: Booking;
    month: string;
    metric: CostMetric;
    entity: string;
  }): MonthToDate {
    const { booking, month, metric, entity } = of;
    const key = `${month} ${metric} ${entity} ${booking.currency}`;
    let known = this.#toDate.get(key);
    if (!known) {
      const row = {
        source: this.#source,
        bill_month: booking.billMonth,
        month,
        metric,
        currency: booking.currency,
        entity_ref: entity,
      };
      known = { row, byKind: {}, byDay: [] };
      this.#toDate.set(key, known);
    }
    return known;
  }
}

/** What the source itself states of the day, whatever became of it. */
function statedBy({ lines }: Booking): CostAmounts {
  const amounts: CostAmounts = {};
  for (const { metric, source } of lines) {
    if (source !== undefined) {
      amounts[metric] = source;
    }
  }
  return amounts;
}
