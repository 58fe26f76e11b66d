import { CostSource } from '../domain/CostSource';
import { ImportResult } from '../domain/importRecords';
import { KnownResult } from './BillBooking';
import { FolderImport } from './FolderImport';
import { ImportTools } from './ImportTools';
import { OpenCostImport } from './OpenCostImport';

/** How a source is read. */
export interface ImportOrder {
  /** Of the import. */
  id: string;
  signal: AbortSignal;
  /** Whether somebody asked for it, so that nothing is left for later. */
  isAskedFor: boolean;
  /** Called when nothing is read any more and the transaction begins that ends the import. */
  onStore: () => void;
}

/** Reads one source once: from where its costs are to what is stored. */
export interface SourceImport {
  /** What is known until now, for an import that ends before its end. */
  readonly known: KnownResult;
  /** What of the source was out of reach, though something was stored. */
  readonly failure?: string;
  /**
   * @returns the end, unless it is stored already
   * @throws ImportRefused where what was read cannot be used
   */
  run(order: ImportOrder): Promise<ImportResult | undefined>;
}

/** The import of a source by where its costs are. */
export function createSourceImport(
  tools: ImportTools,
  source: CostSource,
): SourceImport {
  return source.kind === 'folder'
    ? new FolderImport(tools, source)
    : new OpenCostImport(tools, source);
}
