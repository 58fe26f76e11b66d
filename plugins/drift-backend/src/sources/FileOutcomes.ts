import {
  DataSet,
  MonitorDocument,
  joinLabels,
} from '@plumbline/backstage-plugin-drift-engine';
import { Place, placeOf, windowPlaceOf } from '../domain/definition';
import { DataOpener } from './DataOpener';
import { BaselineRows, OutcomeSource, Outcomes } from './Outcomes';
import {
  PredictionColumns,
  PredictionRow,
  TooManyRows,
  readPredictions,
} from './performanceRows';

type Read = Parameters<OutcomeSource['read']>[0];
type Settings = NonNullable<MonitorDocument['spec']['performance']>;

/** Outcomes out of the files and tables that a document names. */
export class FileOutcomes implements OutcomeSource {
  readonly #baselines: BaselineRows;
  readonly #opener: DataOpener;

  constructor(options: { baselines: BaselineRows; opener: DataOpener }) {
    this.#baselines = options.baselines;
    this.#opener = options.opener;
  }

  async read(options: Read): Promise<Outcomes> {
    const { document, span } = options;
    const settings = document.spec.performance!;
    const place = windowPlaceOf(document)!;
    const { timeColumn } = document.spec.window;
    const { id, prediction, score, label } = settings;
    const columns = { id, prediction, score, label };
    const rows = await this.#readPlace(options, place, {
      columns: { ...columns, time: timeColumn },
      window: timeColumn ? { column: timeColumn, ...span } : undefined,
    });
    const labels = await this.#readLabels(options, settings);
    const data = await this.#baselines.openActive(options);
    const baseline = data
      ? await readAll(data, columns, options.signal).catch(asFinal)
      : [];
    if (!labels) {
      return { rows, baseline };
    }
    const joined = joinLabels(rows, labels);
    return {
      rows: toRows(joined),
      baseline: toRows(joinLabels(baseline, labels)),
      orphans: await this.#countOrphans(options, { place, baseline, labels }),
      repeatedLabels: joined.counts.repeatedLabels,
      repeatedPredictions: joined.counts.repeatedPredictions,
    };
  }

  async #readLabels(
    options: Read,
    { labels: place, id, label }: Settings,
  ): Promise<{ id: string; label: string }[] | undefined> {
    if (!place || id === undefined) {
      return undefined;
    }
    const rows = await this.#readPlace(options, placeOf(place), {
      columns: { id, label },
    }).catch(asFinal);
    return rows.flatMap(row =>
      row.id === undefined || row.label === undefined
        ? []
        : [{ id: row.id, label: row.label }],
    );
  }

  /** Labels come for predictions of any time: all ids are looked at, where they can be held. */
  async #countOrphans(
    options: Read,
    known: {
      place: Place;
      baseline: readonly PredictionRow[];
      labels: readonly { id: string; label: string }[];
    },
  ): Promise<number | undefined> {
    const { id } = options.document.spec.performance!;
    try {
      const all = await this.#readPlace(options, known.place, {
        columns: { id },
      });
      return joinLabels([...known.baseline, ...all], known.labels).counts
        .orphans;
    } catch (error) {
      if (error instanceof TooManyRows) {
        return undefined;
      }
      throw error;
    }
  }

  async #readPlace(
    options: Read,
    place: Place,
    what: {
      columns: PredictionColumns;
      window?: { column: string; start: string; end: string };
    },
  ): Promise<PredictionRow[]> {
    const { monitor, signal } = options;
    const data = await this.#opener.open({
      place,
      document: monitor,
      window: what.window,
      signal,
    });
    return readAll(data, what.columns, signal);
  }
}

async function readAll(
  data: DataSet,
  columns: PredictionColumns,
  signal: AbortSignal,
): Promise<PredictionRow[]> {
  try {
    return await readPredictions({ data, columns, signal });
  } finally {
    await data.close();
  }
}

/** Fewer windows at once would not make these rows fewer. */
function asFinal(error: Error): never {
  throw error instanceof TooManyRows ? new Error(error.message) : error;
}

/** Late labels joined their predictions; labels in the rows themselves stay. */
function toRows(joined: {
  rows: { prediction: PredictionRow; label: string | undefined }[];
}): PredictionRow[] {
  return joined.rows.map(({ prediction, label }) => ({
    ...prediction,
    label: label ?? prediction.label,
  }));
}
