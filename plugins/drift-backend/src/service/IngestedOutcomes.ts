import { setImmediate } from 'node:timers/promises';
import type { MonitorDocument } from '@plumbline/backstage-plugin-drift-engine';
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

/** A prediction before its label came. */
interface Prediction {
  time: number;
  prediction: string | undefined;
  score: number | undefined;
  label?: string;
}

/**
 * 53 bits of an id's hash: of half a million ids two are the same with a chance
 * of one in a hundred thousand.
 */
const keyOf = (log: OutcomeLog, row: number) =>
  log.high[row] * 2 ** 21 + (log.low[row] >>> 11);

function valueOf(log: OutcomeLog, row: number): string | undefined {
  const value = log.values[row];
  return Number.isNaN(value)
    ? undefined
    : (log.classes[value] ?? String(value));
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
    const predictions = new Map<number, Prediction>();
    let repeatedPredictions = 0;
    await this.#ingest.readPredictions(
      { monitorId: monitor.id, ...span },
      async (payload, bucketStart) => {
        const log = decodeOutcomeLog(payload);
        const time = Date.parse(bucketStart);
        for (let row = 0; row < log.values.length; row += 1) {
          const key = keyOf(log, row);
          const score = log.scores[row];
          repeatedPredictions += predictions.has(key) ? 1 : 0;
          predictions.set(key, {
            time,
            prediction: valueOf(log, row),
            score: Number.isNaN(score) ? undefined : score,
          });
        }
        if (predictions.size > MAX_PREDICTION_ROWS) {
          throw new TooManyRows(TITLE);
        }
        await setImmediate();
      },
    );
    let repeatedLabels = 0;
    // A label comes after its prediction
    await this.#ingest.readLabels(
      { monitorId: monitor.id, since: span.start },
      async payload => {
        const log = decodeOutcomeLog(payload);
        for (let row = 0; row < log.values.length; row += 1) {
          const found = predictions.get(keyOf(log, row));
          if (found) {
            repeatedLabels += found.label === undefined ? 0 : 1;
            found.label = valueOf(log, row);
          }
        }
        await setImmediate();
      },
    );
    return {
      rows: [...predictions.values()],
      baseline: await this.#readBaseline(options, document.spec.performance!),
      repeatedLabels,
      repeatedPredictions,
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
