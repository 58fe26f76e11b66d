import {
  compileRules,
  createRunNamer,
} from '@plumbline/backstage-plugin-cost-formats';
import { OpenedCosts } from '@plumbline/backstage-plugin-cost-node';
import { Booking } from '../domain/Booking';
import { CostBook } from '../domain/CostBook';
import { DayRetention } from '../domain/DayRetention';
import { dayOf } from '../domain/days';
import { ImportRemarks } from '../domain/ImportRemarks';
import { ImportRefused, ImportResult } from '../domain/importRecords';
import { Reconciliation } from '../domain/Reconciliation';
import { LostDays } from '../store/CostWriter';
import { CatalogSnapshot } from './CatalogReader';
import { ChosenRules } from './chooseRules';
import { ImportTools } from './ImportTools';

/** Of rejected rows; the others are counted. */
const MAX_REJECTED = 100;
const MAX_WARNINGS = 100;

/** How far an import came, in what it can say of itself. */
export type KnownResult = Partial<ImportResult>;

function describeLost({ billMonth, from, to }: LostDays): string {
  return `days between ${from} and ${to} that were known of the bill of ${billMonth} are in its files no more, and went: keep the files of a whole month together`;
}

/** Refuses what is mostly unreadable: it is no bill, or not the one that was meant. */
function expectMostly(
  rows: Pick<OpenedCosts['rows'], 'read' | 'rejected'>,
  rejected: OpenedCosts['rejected'],
): void {
  if (rows.rejected * 2 > rows.read) {
    const [first] = rejected;
    const where = first
      ? `; the first: ${[
          first.file,
          first.line && `line ${first.line}`,
          first.column && `column ${first.column}`,
        ]
          .filter(Boolean)
          .join(', ')} ${first.reason}`
      : '';
    throw new ImportRefused(
      `${rows.rejected} of ${rows.read} rows do not count${where}`,
    );
  }
}

/** Books what is read of a source, part by part, and keeps account of it. */
export class BillBooking {
  readonly #tools: ImportTools;
  readonly #source: { id: string; title: string; pattern?: string };
  readonly #chosen: ChosenRules;
  readonly #catalog: CatalogSnapshot;
  readonly #remarks: ImportRemarks;
  readonly #reconciliation: Reconciliation;
  readonly #formats = new Set<string>();
  readonly #warnings: string[] = [];
  /** What is known until now, for an import that ends before its end. */
  readonly known: KnownResult;

  /** @param options - `known`: what is known before anything is read */
  constructor(options: {
    tools: ImportTools;
    source: { id: string; title: string; pattern?: string };
    chosen: ChosenRules;
    catalog: CatalogSnapshot;
    known: KnownResult;
  }) {
    const { metric } = options.tools.config;
    this.#tools = options.tools;
    this.#source = options.source;
    this.#chosen = options.chosen;
    this.#catalog = options.catalog;
    this.#remarks = new ImportRemarks(metric);
    this.#reconciliation = new Reconciliation(metric);
    this.known = options.known;
  }

  /** For bills that are stored together. */
  createBook(): CostBook {
    return new CostBook({
      policies: this.#tools.config.policies,
      ownerOf: ref => this.#catalog.places.get(ref)?.ownerRef,
    });
  }

  /**
   * Adds what was opened to a book.
   *
   * @throws ImportRefused where most of it does not count
   */
  async read(opened: OpenedCosts, book: CostBook): Promise<void> {
    const { rows, rejected, warnings } = opened;
    const before = { rows: book.rows, ...book.unbookable };
    this.#note(opened);
    expectMostly(rows, rejected);
    const attribute = compileRules(this.#chosen.rules, this.#chosen);
    const nameRun = createRunNamer(this.#tools.config.runKeys);
    for await (const page of opened.facts()) {
      for (const fact of page) {
        fact.subject.run = nameRun(fact.subject);
        const attribution = attribute(fact.subject);
        this.#remarks.add(fact, attribution);
        book.add(fact, attribution);
      }
    }
    const { accepted, repeated } = rows;
    if (book.rows - before.rows !== accepted - repeated) {
      throw new Error(
        `${accepted - repeated} rows count, but ${book.rows - before.rows} were added up; nothing was kept`,
      );
    }
    this.#warnings.push(...warnings);
    const { withoutDay, withoutCurrency } = book.unbookable;
    this.#refuseUnbookable(opened, [
      [withoutDay - before.withoutDay, 'states no day of the charge', ''],
      [
        withoutCurrency - before.withoutCurrency,
        'states no currency',
        `: set the currency of the source ${this.#source.id}`,
      ],
    ]);
  }

  /**
   * Stores what a book holds, in one transaction.
   *
   * @param options - `isLast`: whether this ends the import; `lastDay`: the last
   *   day that the source knows, where the book does not hold all of it
   */
  async store(options: {
    id: string;
    book: CostBook;
    isLast: boolean;
    lastDay?: string;
    signal: AbortSignal;
  }): Promise<void> {
    const { id, book, isLast, lastDay, signal } = options;
    const { config, now, writer } = this.#tools;
    await writer.replace({
      importId: id,
      source: this.#source.id,
      billMonths: book.billMonths,
      bookings: this.#addingUp(book),
      placeOf: ref => this.#catalog.places.get(ref),
      signal,
      isLast,
      keptFrom: new DayRetention(config.keptDays).firstDay(
        dayOf(Date.parse(now())),
      ),
      finish: lost => {
        this.#warnings.push(...lost.map(describeLost));
        const { firstDay = book.period?.firstDay } = this.known;
        Object.assign(this.known, {
          firstDay,
          lastDay: lastDay ?? book.period?.lastDay ?? this.known.lastDay,
        });
        return { now: now(), result: this.#describe() };
      },
    });
  }

  /** Remarks that are none of a row. */
  warn(warnings: readonly string[]): void {
    this.#warnings.push(...warnings);
  }

  #describe(): ImportResult {
    const warnings = [
      ...this.#warnings,
      ...this.#remarks.list(this.#chosen.catalog),
    ];
    const untold = warnings.length - MAX_WARNINGS;
    return {
      ...this.known,
      state: 'done',
      warnings:
        untold > 0
          ? [...warnings.slice(0, MAX_WARNINGS), `and ${untold} more remarks`]
          : warnings,
      reconciliation: this.#reconciliation.list(this.#source.id),
    };
  }

  #note({ format, rows, rejected }: OpenedCosts): void {
    const { known } = this;
    format.split(', ').forEach(name => this.#formats.add(name));
    known.format = [...this.#formats].join(', ');
    known.rows = {
      read: (known.rows?.read ?? 0) + rows.read,
      accepted: (known.rows?.accepted ?? 0) + rows.accepted,
      rejected: (known.rows?.rejected ?? 0) + rows.rejected,
      repeated: (known.rows?.repeated ?? 0) + rows.repeated,
    };
    known.rejected = [...(known.rejected ?? []), ...rejected].slice(
      0,
      MAX_REJECTED,
    );
  }

  /** Rows without a day or a currency count as rejected. */
  #refuseUnbookable(
    opened: OpenedCosts,
    counts: readonly (readonly [
      count: number,
      reason: string,
      advice: string,
    ])[],
  ): void {
    const rejected = [...opened.rejected];
    let refused = 0;
    for (const [count, reason, advice] of counts) {
      if (count > 0) {
        refused += count;
        rejected.push({
          file: this.#source.pattern ?? this.#source.title,
          reason: `${reason} in ${count} ${count === 1 ? 'row' : 'rows'}${advice}`,
        });
      }
    }
    if (refused > 0) {
      const { known } = this;
      known.rejected = [
        ...(known.rejected ?? []),
        ...rejected.slice(opened.rejected.length),
      ];
      known.rows = {
        ...known.rows!,
        accepted: known.rows!.accepted - refused,
        rejected: known.rows!.rejected + refused,
      };
      const { read, rejected: before } = opened.rows;
      expectMostly({ read, rejected: before + refused }, rejected);
    }
  }

  /** The bookings as they come, with what became of their money. */
  *#addingUp(book: CostBook): Iterable<Booking> {
    for (const booking of book.bookings()) {
      this.#reconciliation.add(booking.currency, booking.lines);
      yield booking;
    }
  }
}
