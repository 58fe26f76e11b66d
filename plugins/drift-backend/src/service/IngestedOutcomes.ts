import {
  MonitorDocument,
  joinLabels,
} from '@plumbline/backstage-plugin-drift-engine';
import { OutcomeLog, decodeOutcomeLog } from '../domain/ingest/outcomeLog';
import { BaselineRows, OutcomeSource, Outcomes } from '../sources/Outcomes';
import {
  MAX_PREDICTION_ROWS,
  PredictionRow,
  TooManyRows,
  readPredictions,
} from '../sources/performanceRows';
import { IngestStore } from '../store/IngestStore';

type Read = Parameters<OutcomeSource['read']>[0];
type Settings = NonNullable<MonitorDocument['spec']['performance']>;

const TITLE = 'What was sent';

function* rowsOf(log: OutcomeLog) {
  for (let row = 0; row < log.values.length; row += 1) {
    const value = log.values[row];
    const isKnown = !Number.isNaN(value);
    const name = log.classes[value] ?? String(value);
    yield {
      id: `${log.high[row]}-${log.low[row]}`,
      value: isKnown ? name : undefined,
      score: Number.isNaN(log.scores[row]) ? undefined : log.scores[row],
    };
  }
}

/** Outcomes out of predictions and labels that came over HTTP. */
export class IngestedOutcomes implements OutcomeSource {
  readonly #baselines: BaselineRows;
  readonly #ingest: IngestStore;

  constructor(options: { baselines: BaselineRows; ingest: IngestStore }) {
    this.#baselines = options.baselines;
    this.#ingest = options.ingest;
  }

  async read(options: Read): Promise<Outcomes> {
    const { document, monitor, span } = options;
    const predictions: PredictionRow[] = [];
    await this.#ingest.readPredictions(
      { monitorId: monitor.id, ...span },
      (payload, bucketStart) => {
        const time = Date.parse(bucketStart);
        for (const { id, value, score } of rowsOf(decodeOutcomeLog(payload))) {
          predictions.push({ id, time, prediction: value, score });
        }
        assertFits(predictions);
      },
    );
    const labels: { id: string; label: string }[] = [];
    // A label comes after its prediction
    await this.#ingest.readLabels(
      { monitorId: monitor.id, since: span.start },
      payload => {
        for (const { id, value } of rowsOf(decodeOutcomeLog(payload))) {
          labels.push({ id, label: value! });
        }
        assertFits(labels);
      },
    );
    const { rows, counts } = joinLabels(predictions, labels);
    return {
      rows: rows.map(({ prediction, label }) => ({ ...prediction, label })),
      baseline: await this.#readBaseline(options, document.spec.performance!),
      repeatedLabels: counts.repeatedLabels,
      repeatedPredictions: counts.repeatedPredictions,
    };
  }

  async #readBaseline(
    options: Read,
    { prediction, score, label }: Settings,
  ): Promise<PredictionRow[]> {
    const data = await this.#baselines.openActive(options);
    if (!data) {
      return [];
    }
    try {
      const known = new Set(data.columns.map(({ name }) => name));
      if (!known.has(prediction) || !known.has(label)) {
        // Training data says nothing of what the model made of it
        return [];
      }
      const columns = { prediction, score, label };
      return await readPredictions({ data, columns, signal: options.signal });
    } finally {
      await data.close();
    }
  }
}

function assertFits(rows: readonly unknown[]): void {
  if (rows.length > MAX_PREDICTION_ROWS) {
    throw new TooManyRows(TITLE);
  }
}
