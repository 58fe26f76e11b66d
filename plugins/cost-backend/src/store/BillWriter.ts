import { Knex } from 'knex';
import { Booking } from '../domain/Booking';
import { BillSums } from './BillSums';
import { toDayRow } from './costRows';
import { insertRows } from './insertRows';

/** Rows that are held until they are written. */
const ROWS = 5_000;

/**
 * Writes bills one after the other: their days, and what those add up to.
 *
 * What an entity cost is read far more often than it is written, and a bill
 * comes day by day: where the database keeps rows in the order in which they
 * came, a bill is first put aside, and then written entity by entity. A year of
 * an entity then lies on some dozens of pages instead of on hundreds.
 */
export class BillWriter {
  readonly #source: string;
  readonly #keptFrom: string;
  readonly #tx: Knex.Transaction;
  readonly #isPostgres: boolean;
  readonly #entityRefs = new Set<string>();
  readonly #written = new Set<string>();
  #rows: Record<string, string | null>[] = [];
  #bill?: { month: string; sums: BillSums };

  /** @param of - `keptFrom`: days before it are only added up */
  constructor(tx: Knex.Transaction, of: { source: string; keptFrom: string }) {
    this.#source = of.source;
    this.#keptFrom = of.keptFrom;
    this.#tx = tx;
    this.#isPostgres = tx.client.config.client === 'pg';
  }

  /** Bookings of a bill come one after the other. */
  async add(booking: Booking): Promise<void> {
    const bill = await this.#billOf(booking.billMonth);
    bill.sums.add(booking);
    const isKept = booking.day >= this.#keptFrom;
    for (const allocation of isKept ? booking.allocations : []) {
      this.#rows.push(toDayRow(this.#source, booking, allocation));
    }
    const full = this.#rows.length - (this.#rows.length % ROWS);
    await this.#insertDays(this.#rows.slice(0, full));
    this.#rows = this.#rows.slice(full);
  }

  /** Writes what is left; every entity that something was booked to. */
  async end(): Promise<string[]> {
    await this.#endBill();
    return [...this.#entityRefs].sort();
  }

  async #billOf(month: string) {
    if (this.#bill?.month !== month) {
      await this.#endBill();
      if (this.#written.has(month)) {
        throw new Error(`The bill of ${month} comes in several parts`);
      }
      await this.#beginBill();
      this.#bill = { month, sums: new BillSums(this.#source) };
    }
    return this.#bill!;
  }

  async #beginBill(): Promise<void> {
    if (this.#isPostgres && this.#written.size === 0) {
      await this.#tx.raw(
        'CREATE TEMPORARY TABLE cost_day_of_bill (LIKE cost_day INCLUDING DEFAULTS) ON COMMIT DROP',
      );
    }
  }

  async #insertDays(rows: Record<string, string | null>[]): Promise<void> {
    await insertRows(
      this.#tx,
      this.#isPostgres ? 'cost_day_of_bill' : 'cost_day',
      rows,
    );
  }

  async #endBill(): Promise<void> {
    if (!this.#bill) {
      return;
    }
    const { month, sums } = this.#bill;
    await this.#insertDays(this.#rows);
    this.#rows = [];
    if (this.#isPostgres) {
      await this.#tx.raw(
        'INSERT INTO cost_day SELECT * FROM cost_day_of_bill ORDER BY entity_ref, day',
      );
      await this.#tx.raw('TRUNCATE cost_day_of_bill');
    }
    for (const [table, rows] of Object.entries(sums.rows())) {
      await insertRows(this.#tx, table, rows);
    }
    sums.entityRefs.forEach(ref => this.#entityRefs.add(ref));
    this.#written.add(month);
    this.#bill = undefined;
  }
}
