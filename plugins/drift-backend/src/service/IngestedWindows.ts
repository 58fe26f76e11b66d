import { setImmediate } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ColumnEvidence,
  MonitorDocument,
  ProfileDocument,
  mergeProfileDocuments,
} from '@plumbline/backstage-plugin-drift-engine';
import { columnsOf } from '../domain/definition';
import {
  decodeProfilePayload,
  encodeProfilePayload,
} from '../domain/ingest/profilePayload';
import { BaselineRecord, MonitorRecord } from '../domain/records';
import { NoAnswer } from '../domain/unanswered';
import { IngestStore } from '../store/IngestStore';
import { Comparer } from './Comparer';
import { PredictionWindows } from './WindowJudge';

/** Hours that one round folds. */
const HOURS_PER_FOLD = 500;

/** The rows of both; others get a turn before the next. */
async function addPayload(
  sum: ProfileDocument | undefined,
  payload: Buffer,
): Promise<ProfileDocument> {
  await setImmediate();
  const part = decodeProfilePayload(payload);
  return sum ? mergeProfileDocuments(sum, part) : part;
}

/** One payload of the rows of several. */
export async function mergePayloads(
  parts: readonly [Buffer, ...Buffer[]],
): Promise<Buffer> {
  let sum = await addPayload(undefined, parts[0]);
  for (const part of parts.slice(1)) {
    sum = await addPayload(sum, part);
  }
  return encodeProfilePayload(sum);
}

/** Windows of rows that came over HTTP: sums of their hours. */
export class IngestedWindows implements PredictionWindows {
  readonly #comparer: Comparer;
  readonly #ingest: IngestStore;
  readonly #logger: LoggerService;

  constructor(options: {
    comparer: Comparer;
    ingest: IngestStore;
    logger: LoggerService;
  }) {
    this.#comparer = options.comparer;
    this.#ingest = options.ingest;
    this.#logger = options.logger;
  }

  async examine(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    baseline: BaselineRecord;
    start: string;
    end: string;
  }): Promise<{ evidence: ColumnEvidence[]; note?: string }> {
    const { monitor, document, baseline, start, end } = options;
    const window = {
      monitorId: monitor.id,
      baselineId: baseline.id,
      start,
      end,
    };
    let current: ProfileDocument | undefined;
    await this.#ingest.readProfiles(window, async payload => {
      current = await addPayload(current, payload);
    });
    const others = await this.#ingest.countOtherRows(window);
    const counted = `${others.toLocaleString('en')} predictions were counted on an earlier baseline`;
    if (!current) {
      throw new NoAnswer(
        'no-rows',
        others > 0 ? `its ${counted}` : 'no prediction was sent',
      );
    }
    const declared = columnsOf(document);
    return {
      evidence: this.#comparer.examineProfiles({
        baseline,
        current,
        columns: declared.length > 0 ? declared : baseline.columns,
        document,
      }),
      note: others > 0 ? `${counted} and are not among them.` : undefined,
    };
  }

  /** Makes one payload of the several that batches left for an hour, in as many hours as one round has. */
  async fold(signal: AbortSignal): Promise<void> {
    for (const hour of await this.#ingest.listUnfoldedHours(HOURS_PER_FOLD)) {
      signal.throwIfAborted();
      try {
        await this.#ingest.foldHour(hour, mergePayloads);
      } catch (error) {
        // The others are folded all the same
        this.#logger.error(
          `Drift: the predictions of ${hour.bucketStart} for monitor ${hour.monitorId} could not be folded`,
          error as Error,
        );
      }
    }
  }
}
