import {
  compileRules,
  createRunNamer,
} from '@plumbline/backstage-plugin-cost-formats';
import { OpenedCosts } from '@plumbline/backstage-plugin-cost-node';
import { CostConfig } from '../config';
import { Booking } from '../domain/Booking';
import { CostBook } from '../domain/CostBook';
import { CostSource } from '../domain/CostSource';
import { DayRetention } from '../domain/DayRetention';
import { dayOf } from '../domain/days';
import { ImportRemarks } from '../domain/ImportRemarks';
import { ImportRefused, ImportResult } from '../domain/importRecords';
import { Reconciliation } from '../domain/Reconciliation';
import { CostFolder } from '../sources/CostFolder';
import { CostWriter, LostDays } from '../store/CostWriter';
import { ImportStore } from '../store/ImportStore';
import { CatalogReader, CatalogSnapshot } from './CatalogReader';
import { ChosenRules, chooseRules } from './chooseRules';
import { fingerprint } from './fingerprint';

/** What an import works with. */
export interface ImportTools {
  catalog: CatalogReader;
  config: Pick<
    CostConfig,
    'metric' | 'policies' | 'rules' | 'runKeys' | 'keptDays'
  >;
  imports: ImportStore;
  writer: CostWriter;
  now: () => string;
}

/** How far an import came, in what it can say of itself. */
type Known = Partial<ImportResult>;

function describeLost({ billMonth, from, to }: LostDays): string {
  return `days between ${from} and ${to} that were known of the bill of ${billMonth} are in its files no more, and went: keep the files of a whole month together`;
}

/** Reads one source once: from its files to what is stored. */
export class SourceImport {
  readonly #tools: ImportTools;
  readonly #source: CostSource;
  #known: Known = {};

  constructor(tools: ImportTools, source: CostSource) {
    this.#tools = tools;
    this.#source = source;
  }

  /** What is known until now, for an import that ends before its end. */
  get known(): Known {
    return this.#known;
  }

  /**
   * @param options - `onStore`: called when nothing is read any more and the
   *   one transaction begins that ends the import
   * @returns the end, unless it is stored already
   * @throws ImportRefused where what was read cannot be used
   */
  async run(options: {
    id: string;
    signal: AbortSignal;
    onStore: () => void;
  }): Promise<ImportResult | undefined> {
    const { signal } = options;
    const { config, imports } = this.#tools;
    const catalog = await this.#tools.catalog.read(signal);
    const chosen = chooseRules(config.rules, catalog);
    const folder = new CostFolder(this.#source);
    const look = async () =>
      fingerprint({
        ...config,
        source: this.#source,
        files: await folder.look(),
        chosen,
        catalog,
      });
    const print = await look();
    this.#known = {
      fingerprint: print.all,
      filesFingerprint: print.files,
      rulesFingerprint: print.rules,
    };
    const { id: source } = this.#source;
    if (print.all === (await imports.findStoredFingerprint(source))) {
      return { state: 'unchanged', fingerprint: print.all };
    }
    const refusal = await imports.findRefusal(source, print.all);
    if (refusal) {
      return refusal;
    }
    const remarks = new ImportRemarks(config.metric);
    const book = new CostBook({
      policies: config.policies,
      ownerOf: ref => catalog.places.get(ref)?.ownerRef,
    });
    const opened = await folder.open(signal);
    try {
      this.#take(opened);
      await this.#fill({ opened, chosen, book, remarks });
    } finally {
      await opened.close();
    }
    this.#expectBookable(book);
    // A file that was written while it was read may be half of one
    if (print.all !== (await look()).all) {
      throw new Error('Files changed while they were read');
    }
    this.#known.warnings = [
      ...opened.warnings,
      ...remarks.list(chosen.catalog),
    ];
    options.onStore();
    await this.#store({ ...options, book, catalog });
    return undefined;
  }

  /** Refuses what is mostly unreadable: it is no bill, or not the one that was meant. */
  #take({ format, rows, rejected }: OpenedCosts): void {
    Object.assign(this.#known, { format, rows, rejected });
    this.#expectMostly();
  }

  #expectMostly(): void {
    const { rows, rejected = [] } = this.#known;
    if (rows && rows.rejected * 2 > rows.read) {
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

  async #fill(options: {
    opened: OpenedCosts;
    chosen: ChosenRules;
    book: CostBook;
    remarks: ImportRemarks;
  }): Promise<void> {
    const { opened, chosen, book, remarks } = options;
    const attribute = compileRules(chosen.rules, chosen);
    const nameRun = createRunNamer(this.#tools.config.runKeys);
    for await (const page of opened.facts()) {
      for (const fact of page) {
        fact.subject.run = nameRun(fact.subject);
        const attribution = attribute(fact.subject);
        remarks.add(fact, attribution);
        book.add(fact, attribution);
      }
    }
    const { accepted, repeated } = opened.rows;
    if (book.rows !== accepted - repeated) {
      throw new Error(
        `${accepted - repeated} rows count, but ${book.rows} were added up; nothing was kept`,
      );
    }
  }

  /** Rows without a day or a currency count as rejected. */
  #expectBookable({ unbookable }: CostBook): void {
    const { rows, rejected = [] } = this.#known;
    const { withoutDay, withoutCurrency } = unbookable;
    const reasons = [
      [withoutDay, 'states no day of the charge', ''],
      [
        withoutCurrency,
        'states no currency',
        `: set the currency of the source ${this.#source.id}`,
      ],
    ] as const;
    for (const [count, reason, advice] of reasons) {
      if (count > 0 && rows) {
        rejected.push({
          file: this.#source.pattern ?? this.#source.title,
          reason: `${reason} in ${count} ${count === 1 ? 'row' : 'rows'}${advice}`,
        });
        this.#known.rejected = rejected;
        this.#known.rows = {
          ...this.#known.rows!,
          accepted: this.#known.rows!.accepted - count,
          rejected: this.#known.rows!.rejected + count,
        };
      }
    }
    this.#expectMostly();
  }

  async #store(options: {
    id: string;
    book: CostBook;
    catalog: CatalogSnapshot;
    signal: AbortSignal;
  }): Promise<void> {
    const { id, book, catalog, signal } = options;
    const { config, now, writer } = this.#tools;
    const { id: source } = this.#source;
    const reconciliation = new Reconciliation(config.metric);
    await writer.replace({
      importId: id,
      source,
      billMonths: book.billMonths,
      bookings: addingUp(book, reconciliation),
      keptFrom: new DayRetention(config.keptDays).firstDay(
        dayOf(Date.parse(now())),
      ),
      placeOf: ref => catalog.places.get(ref),
      signal,
      finish: lost => ({
        now: now(),
        result: {
          ...this.#known,
          ...book.period,
          state: 'done',
          warnings: [
            ...(this.#known.warnings ?? []),
            ...lost.map(describeLost),
          ],
          reconciliation: reconciliation.list(source),
        },
      }),
    });
  }
}

/** The bookings as they come, with what became of their money. */
function* addingUp(
  book: CostBook,
  reconciliation: Reconciliation,
): Iterable<Booking> {
  for (const booking of book.bookings()) {
    reconciliation.add(booking.currency, booking.lines);
    yield booking;
  }
}
