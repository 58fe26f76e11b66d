import { FolderSource } from '../domain/CostSource';
import { ImportResult } from '../domain/importRecords';
import { CostFolder } from '../sources/CostFolder';
import { BillBooking, KnownResult } from './BillBooking';
import { chooseRules } from './chooseRules';
import { fingerprint } from './fingerprint';
import { ImportTools } from './ImportTools';
import type { ImportOrder, SourceImport } from './SourceImport';

/** Reads the files of a folder as one bill, and stores it in one transaction. */
export class FolderImport implements SourceImport {
  readonly #tools: ImportTools;
  readonly #source: FolderSource;
  #known: KnownResult = {};

  constructor(tools: ImportTools, source: FolderSource) {
    this.#tools = tools;
    this.#source = source;
  }

  get known(): KnownResult {
    return this.#known;
  }

  async run({
    id,
    signal,
    onStore,
  }: ImportOrder): Promise<ImportResult | undefined> {
    const { config, imports } = this.#tools;
    const catalog = await this.#tools.catalog.read(signal);
    const chosen = chooseRules(config, catalog);
    const source = this.#source;
    const folder = new CostFolder(source);
    const look = async () =>
      fingerprint({
        ...config,
        source,
        files: (await folder.look()).map(({ title, bytes, modifiedMs }) => [
          title,
          bytes,
          modifiedMs,
        ]),
        chosen,
        catalog,
      });
    const print = await look();
    this.#known = {
      fingerprint: print.all,
      filesFingerprint: print.files,
      rulesFingerprint: print.rules,
    };
    if (print.all === (await imports.findStoredFingerprint(source.id))) {
      return { state: 'unchanged', fingerprint: print.all };
    }
    const refusal = await imports.findRefusal(source.id, print.all);
    if (refusal) {
      return refusal;
    }
    const booking = new BillBooking({
      tools: this.#tools,
      source,
      chosen,
      catalog,
      known: this.#known,
    });
    const book = booking.createBook();
    const opened = await folder.open(signal);
    try {
      await booking.read(opened, book);
    } finally {
      await opened.close();
    }
    // A file that was written while it was read may be half of one
    if (print.all !== (await look()).all) {
      throw new Error('Files changed while they were read');
    }
    onStore();
    await booking.store({ id, book, isLast: true, signal });
    return undefined;
  }
}
