import { Knex } from 'knex';
import { Booking } from '../domain/Booking';
import { CatalogPlace } from '../domain/CatalogPlace';
import { ImportResult } from '../domain/importRecords';
import { BillWriter } from './BillWriter';
import { addUnplaced, placeEntities } from './EntityPlaces';
import { toImportRow } from './ImportStore';
import { KeptFigures } from './KeptFigures';
import { inParts } from './inParts';

/** What is stored of a bill. */
const TABLES = ['cost_day', 'cost_month', 'cost_source_day', 'cost_to_date'];
/** A statement takes only so many values. */
const MONTHS = 500;

/** Days that were known of a bill and that it states no more. */
export interface LostDays {
  billMonth: string;
  from: string;
  to: string;
}

/** Replaces what is stored of a source by what its bills state now. */
export class CostWriter {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  /**
   * Replaces whole bills, in one transaction with the end of the import: what
   * was known of the bills of the given months goes, those of other months
   * stay. Where anything fails everything is as it was.
   *
   * @param options - `bookings`: bill by bill; `finish`: the end of the import,
   *   asked when every booking was written
   */
  async replace(options: {
    importId: string;
    source: string;
    billMonths: readonly string[];
    bookings: Iterable<Booking>;
    /** Days before it are only added up. */
    keptFrom: string;
    /** Undefined for what the catalog does not know. */
    placeOf(entityRef: string): CatalogPlace | undefined;
    /** Whether the import ends with it; otherwise more bills of it follow. */
    isLast: boolean;
    finish(lost: readonly LostDays[]): { result: ImportResult; now: string };
    signal: AbortSignal;
  }): Promise<void> {
    const { importId, source, billMonths, bookings, placeOf, signal } = options;
    await this.#knex.transaction(async tx => {
      // Locks the import: nobody takes it for dead from here to the end
      const owned = await tx('cost_import')
        .where({ id: importId, state: 'running' })
        .update({ stores: tx.raw('stores + 1') });
      if (owned !== 1) {
        throw new Error('The import took too long and was given up');
      }
      const figures = await KeptFigures.read(tx, options);
      const before = await this.#daysOf(tx, options);
      for (const table of TABLES) {
        for (const months of inParts(billMonths, MONTHS)) {
          await tx(table)
            .where({ source })
            .whereIn('bill_month', months)
            .delete();
        }
      }
      const bills = new BillWriter(tx, options);
      for (const booking of bookings) {
        signal.throwIfAborted();
        await bills.add(booking);
      }
      const entityRefs = await bills.end();
      await placeEntities(
        tx,
        entityRefs.flatMap(ref => placeOf(ref) ?? []),
      );
      await addUnplaced(
        tx,
        entityRefs.filter(ref => placeOf(ref) === undefined),
      );
      const after = await this.#daysOf(tx, options);
      const end = options.finish(findLostDays(before, after));
      await figures.keepChanged(end);
      if (options.isLast) {
        await tx('cost_import')
          .where({ id: importId })
          .update(toImportRow(end.result, end.now));
      }
    });
  }

  /** The first and the last day of bills, of those that are kept. */
  async #daysOf(
    tx: Knex.Transaction,
    of: { source: string; billMonths: readonly string[]; keptFrom: string },
  ): Promise<Map<string, { first: string; last: string }>> {
    const days = new Map<string, { first: string; last: string }>();
    const { source, billMonths, keptFrom } = of;
    for (const months of inParts(billMonths, MONTHS)) {
      const rows: { bill_month: string; first: string; last: string }[] =
        await tx('cost_day')
          .where({ source })
          .whereIn('bill_month', months)
          .where('day', '>=', keptFrom)
          .groupBy('bill_month')
          .select('bill_month')
          .min({ first: 'day' })
          .max({ last: 'day' });
      for (const row of rows) {
        days.set(row.bill_month, { first: row.first, last: row.last });
      }
    }
    return days;
  }
}

function findLostDays(
  before: ReadonlyMap<string, { first: string; last: string }>,
  after: ReadonlyMap<string, { first: string; last: string }>,
): LostDays[] {
  const lost: LostDays[] = [];
  for (const [billMonth, { first, last }] of before) {
    const now = after.get(billMonth);
    if (now && now.first > first) {
      lost.push({ billMonth, from: first, to: now.first });
    }
    if (now && now.last < last) {
      lost.push({ billMonth, from: now.last, to: last });
    }
  }
  return lost;
}
