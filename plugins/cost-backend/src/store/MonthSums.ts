import {
  COST_METRICS,
  CostAmounts,
} from '@plumbline/backstage-plugin-cost-formats';
import { Booking } from '../domain/Booking';
import { toAmountColumns } from './costRows';

/** What days add up to, by the month of the day, the entity and the kind. */
export class MonthSums {
  readonly #source: string;
  readonly #sums = new Map<
    string,
    { row: Record<string, string>; amounts: CostAmounts }
  >();

  constructor(source: string) {
    this.#source = source;
  }

  add({ billMonth, day, currency, allocations }: Booking): void {
    const month = day.slice(0, 7);
    for (const { entity = '', kind, amounts } of allocations) {
      const key = `${billMonth} ${month} ${currency} ${kind} ${entity}`;
      let sum = this.#sums.get(key);
      if (!sum) {
        const row = {
          source: this.#source,
          bill_month: billMonth,
          month,
          currency,
          entity_ref: entity,
          kind,
        };
        sum = { row, amounts: {} };
        this.#sums.set(key, sum);
      }
      for (const metric of COST_METRICS) {
        const amount = amounts[metric];
        if (amount !== undefined) {
          sum.amounts[metric] = (sum.amounts[metric] ?? 0n) + amount;
        }
      }
    }
  }

  /** Every entity that something was booked to. */
  get entityRefs(): string[] {
    const refs = new Set(
      [...this.#sums.values()].map(({ row }) => row.entity_ref),
    );
    refs.delete('');
    return [...refs].sort();
  }

  rows(): Record<string, string | null>[] {
    return [...this.#sums.values()].map(({ row, amounts }) => ({
      ...row,
      ...toAmountColumns(amounts),
    }));
  }
}
