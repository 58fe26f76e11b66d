import { setImmediate } from 'node:timers/promises';
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

/** Hours that are folded in one go. */
const HOURS_PER_FOLD = 200;

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

  constructor(options: { comparer: Comparer; ingest: IngestStore }) {
    this.#comparer = options.comparer;
    this.#ingest = options.ingest;
  }

  async examine(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    baseline: BaselineRecord;
    start: string;
    end: string;
  }): Promise<ColumnEvidence[]> {
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
    if (!current) {
      const others = await this.#ingest.countOtherRows(window);
      throw new NoAnswer(
        'no-rows',
        others > 0
          ? `its ${others.toLocaleString('en')} predictions were counted on an earlier baseline`
          : 'no prediction was sent',
      );
    }
    const declared = columnsOf(document);
    return this.#comparer.examineProfiles({
      baseline,
      current,
      columns: declared.length > 0 ? declared : baseline.columns,
      document,
    });
  }

  /** Makes one payload of the several that batches left for an hour. */
  async fold(signal: AbortSignal): Promise<void> {
    for (;;) {
      const hours = await this.#ingest.listUnfoldedHours(HOURS_PER_FOLD);
      for (const hour of hours) {
        signal.throwIfAborted();
        await this.#ingest.foldHour(hour, mergePayloads);
      }
      if (hours.length === 0) {
        return;
      }
    }
  }
}
