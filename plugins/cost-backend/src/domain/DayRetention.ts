import { addDays, monthBefore } from './days';

/** For how long the costs of days are kept; those of months are for ever. */
export class DayRetention {
  readonly #keptDays: number;

  constructor(keptDays: number) {
    this.#keptDays = keptDays;
  }

  /** The first day that is kept. */
  firstDay(today: string): string {
    return addDays(today, -this.#keptDays);
  }

  /** Whether every day of a month is kept. */
  hasWhole(month: string, today: string): boolean {
    return `${month}-01` >= this.firstDay(today);
  }

  /**
   * The first day that is kept, where that is after the first day of the month
   * before a month: then what days tell of one of the two is not all.
   */
  limitOf(month: string, today: string): string | undefined {
    return this.hasWhole(monthBefore(month), today)
      ? undefined
      : this.firstDay(today);
  }
}
