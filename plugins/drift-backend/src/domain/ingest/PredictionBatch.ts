import {
  BaselineProfile,
  MonitorDocument,
  ProfileDocument,
  RowProfiler,
  parseTime,
} from '@plumbline/backstage-plugin-drift-engine';
import { OutcomeLog, OutcomeLogBuilder } from './outcomeLog';

const HOUR_MS = 60 * 60 * 1000;
/** Clocks differ; what is later than this was not predicted yet. */
const MAX_AHEAD_MS = 10 * 60 * 1000;
/** Memory that the profiles of one batch may hold. */
const MAX_BYTES = 128 * 1024 * 1024;
/** More are a backfill, which comes in several batches. */
const MAX_HOURS = 1000;
/** Rows between two looks at the memory. */
const LOOK_EVERY = 1000;
const MAX_ID = 500;
const REST_OF_TIME = /^:[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** What a batch says about one hour. */
export interface HourOfPredictions {
  /** ISO 8601, the full hour in UTC. */
  start: string;
  profile: ProfileDocument;
  /** Absent where nothing could ever be joined. */
  log?: OutcomeLog;
}

/** A batch that needs more memory than there is for one. */
export class BatchTooWide extends Error {}

/** What an id may be, in words. */
export const ID_RULE = `a text of at most ${MAX_ID} characters or a whole number below 2^53`;

/** The id that labels are joined by; `undefined` when it is none. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'number') {
    // Larger ones are not what was sent any more
    return Number.isSafeInteger(value) ? String(value) : undefined;
  }
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID
    ? value
    : undefined;
}

/** Profiles predictions by the hour as they come. */
export class PredictionBatch {
  readonly #baseline: BaselineProfile;
  readonly #now: number;
  readonly #oldest: number;
  readonly #performance: MonitorDocument['spec']['performance'];
  readonly #timeColumn: string | undefined;
  readonly #hours = new Map<
    number,
    { profiler: RowProfiler; log: OutcomeLogBuilder | undefined }
  >();
  #lastPrefix = '';
  #lastHour = 0;
  #rows = 0;

  /** @param options - `now` and `oldest` in milliseconds since 1970: times of predictions lie between */
  constructor(options: {
    baseline: BaselineProfile;
    document: MonitorDocument;
    now: number;
    oldest: number;
  }) {
    const { spec } = options.document;
    this.#baseline = options.baseline;
    this.#now = options.now;
    this.#oldest = options.oldest;
    this.#timeColumn = spec.window.timeColumn;
    this.#performance = spec.performance;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Takes a row, or says why it cannot be taken. */
  take(row: Readonly<Record<string, unknown>>): string | undefined {
    const start = this.#hourOf(row);
    if (typeof start === 'string') {
      return start;
    }
    const { id: idColumn, prediction, score } = this.#performance ?? {};
    const id = idColumn === undefined ? undefined : readId(row[idColumn]);
    if (idColumn !== undefined && id === undefined) {
      return `has no id in '${idColumn}': ${ID_RULE}`;
    }
    let hour = this.#hours.get(start);
    if (!hour) {
      hour = {
        profiler: new RowProfiler(this.#baseline),
        log:
          idColumn === undefined
            ? undefined
            : new OutcomeLogBuilder({
                areNumbers: this.#performance!.problem === 'regression',
              }),
      };
      this.#hours.set(start, hour);
    }
    hour.profiler.add(row);
    hour.log?.add({
      id: id!,
      value: row[prediction!],
      score: score === undefined ? undefined : row[score],
    });
    this.#rows += 1;
    if (
      this.#hours.size > MAX_HOURS ||
      (this.#rows % LOOK_EVERY === 0 && this.#bytes() > MAX_BYTES)
    ) {
      throw new BatchTooWide(
        `Nothing of it was taken: ${this.#rows.toLocaleString('en')} rows of ${this.#hours.size} hours need too much memory; send fewer rows or hours in one batch`,
      );
    }
    return undefined;
  }

  /** The full hour of a row in milliseconds since 1970, or why there is none. */
  #hourOf(row: Readonly<Record<string, unknown>>): number | string {
    if (this.#timeColumn === undefined) {
      return this.#now - (this.#now % HOUR_MS);
    }
    const value = row[this.#timeColumn];
    // Most rows are of the hour of the row before
    if (
      typeof value === 'string' &&
      value.startsWith(this.#lastPrefix) &&
      this.#lastPrefix !== '' &&
      REST_OF_TIME.test(value.slice(this.#lastPrefix.length))
    ) {
      return this.#lastHour;
    }
    const time = typeof value === 'string' ? parseTime(value) : undefined;
    if (time === undefined) {
      return `has no ISO 8601 time in '${this.#timeColumn}'`;
    }
    if (time > this.#now + MAX_AHEAD_MS) {
      return `has a time in the future in '${this.#timeColumn}'`;
    }
    if (time < this.#oldest) {
      return `has a time in '${this.#timeColumn}' from before anything is kept`;
    }
    const hour = time - (time % HOUR_MS);
    if (hour + HOUR_MS <= this.#now) {
      this.#lastPrefix = new Date(hour).toISOString().slice(0, 13);
      this.#lastHour = hour;
    }
    return hour;
  }

  #bytes(): number {
    let sum = 0;
    for (const { profiler } of this.#hours.values()) {
      sum += profiler.bytes;
    }
    return sum;
  }

  /** What came, the oldest hour first; each is made when it is asked for. */
  *hours(): Iterable<HourOfPredictions> {
    const hours = [...this.#hours].sort(([a], [b]) => a - b);
    for (const [start, { profiler, log }] of hours) {
      yield {
        start: new Date(start).toISOString(),
        profile: profiler.profile(),
        log: log?.build(),
      };
    }
  }
}
