import {
  checkContract,
  ColumnEvidence,
  DataSet,
  MonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { columnsOf, windowPlaceOf } from '../domain/definition';
import { buildHeadline } from '../domain/headline';
import {
  BaselineRecord,
  MonitorRecord,
  RunOutcome,
  RunRecord,
  Status,
  UnknownReason,
} from '../domain/records';
import { toOutcomes } from '../domain/toOutcome';
import { NoAnswer, unanswered } from '../domain/unanswered';
import { withContract } from '../domain/withContract';
import { DataOpener } from '../sources/DataOpener';
import { MonitorStore } from '../store/MonitorStore';
import { Lease, RunStore } from '../store/RunStore';
import { BaselineService } from './BaselineService';
import { Comparer, decodeEvidence, encodeEvidence } from './Comparer';
import { documentOf } from './MonitorService';

/** A run whose process died this often is not tried again: it may be what kills it. */
const MAX_ATTEMPTS = 3;
/** Columns that are scanned together, and lost together when the process dies. */
const COLUMNS_PER_PIECE = 8;

/** Rows that were sent over HTTP, compared by those who keep them. */
export interface PredictionWindows {
  /**
   * Evidence of every column, and a sentence about rows that are not in it; throws
   * a {@link NoAnswer} when no row came in the window.
   */
  examine(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    baseline: BaselineRecord;
    start: string;
    end: string;
  }): Promise<{ evidence: ColumnEvidence[]; note?: string }>;
}

function unknownReasonOf(
  status: Status,
  rowsCurrent: number,
): UnknownReason | undefined {
  if (status !== 'unknown') {
    return undefined;
  }
  return rowsCurrent === 0 ? 'no-rows' : 'not-enough-rows';
}

/** Where a run is worked on, and how it is told to stop. */
export interface RunProgress {
  lease: Lease;
  /** Takes 0 to 1. */
  report(progress: number): void;
  signal: AbortSignal;
}

/** Rows that are opened when somebody first asks for them. */
class LazyRows {
  readonly #open: () => Promise<DataSet>;
  #opened: Promise<DataSet> | undefined;

  constructor(open: () => Promise<DataSet>) {
    this.#open = open;
  }

  open(): Promise<DataSet> {
    this.#opened ??= this.#open();
    return this.#opened;
  }

  async close(): Promise<void> {
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.close();
  }
}

/** A run with all that it is about. */
type Job = RunProgress & {
  run: RunRecord;
  monitor: MonitorRecord;
  document: MonitorDocument;
};

/** Answers what a run asks: did the rows of its window leave the baseline? */
export class WindowJudge {
  readonly #baselines: BaselineService;
  readonly #comparer: Comparer;
  readonly #monitors: MonitorStore;
  readonly #opener: DataOpener;
  readonly #predictions: PredictionWindows;
  readonly #runs: RunStore;
  readonly #now: () => number;

  constructor(options: {
    baselines: BaselineService;
    comparer: Comparer;
    monitors: MonitorStore;
    opener: DataOpener;
    predictions: PredictionWindows;
    runs: RunStore;
    now?: () => number;
  }) {
    this.#baselines = options.baselines;
    this.#comparer = options.comparer;
    this.#monitors = options.monitors;
    this.#opener = options.opener;
    this.#predictions = options.predictions;
    this.#runs = options.runs;
    this.#now = options.now ?? Date.now;
  }

  /** Throws a {@link NoAnswer} or an Error when there is none. */
  async judge(run: RunRecord, options: RunProgress): Promise<RunOutcome> {
    const { signal } = options;
    if (run.attempts > MAX_ATTEMPTS) {
      throw new Error(
        `The process that worked on it ended ${MAX_ATTEMPTS} times; the data may need more memory than there is`,
      );
    }
    const monitor = await this.#monitors.get(run.monitorId);
    const document = monitor && documentOf(monitor);
    if (!monitor || !document) {
      throw new Error(
        `The document of the monitor cannot be read: ${monitor?.definitionError ?? 'it is gone'}`,
      );
    }
    const job = { ...options, run, monitor, document };
    if (!windowPlaceOf(document)) {
      return this.#compare(job, undefined);
    }
    const rows = new LazyRows(() => this.#openWindow(job));
    try {
      const contract = await this.#checkContract(job, rows);
      const outcome = await this.#compare(job, rows).catch(error => {
        signal.throwIfAborted();
        if (!contract) {
          throw error;
        }
        return unanswered(error);
      });
      return withContract({ outcome, contract, trigger: run.trigger });
    } finally {
      await rows.close();
    }
  }

  async #openWindow(job: Job): Promise<DataSet> {
    const { run, monitor, document, signal } = job;
    const { timeColumn } = document.spec.window;
    return this.#opener.open({
      place: windowPlaceOf(document)!,
      document: monitor,
      window: timeColumn
        ? { column: timeColumn, start: run.windowStart, end: run.windowEnd }
        : undefined,
      hasRowPlaces: document.spec.contract !== undefined,
      signal,
    });
  }

  async #checkContract({ run, document, signal }: Job, rows: LazyRows) {
    const { contract, window } = document.spec;
    return (
      contract &&
      checkContract({
        contract,
        dataSet: await rows.open(),
        windowEnd: window.timeColumn ? run.windowEnd : undefined,
        now: new Date(this.#now()).toISOString(),
        signal,
      })
    );
  }

  /** @param rows - absent where they are sent over HTTP */
  async #compare(job: Job, rows: LazyRows | undefined): Promise<RunOutcome> {
    const { run, monitor, document, signal } = job;
    const baseline = await this.#baselines
      .ensure({ monitor, document, signal })
      .catch(error => {
        signal.throwIfAborted();
        throw new Error(`The baseline could not be read: ${error.message}`);
      });
    if (baseline.rows === 0) {
      throw new NoAnswer('no-baseline', `${baseline.description} has no rows`);
    }
    if (rows) {
      const evidence = await this.#examine({ ...job, baseline, rows });
      return this.#outcomeOf({ document, baseline, evidence });
    }
    const { evidence, note } = await this.#predictions.examine({
      monitor,
      document,
      baseline,
      start: run.windowStart,
      end: run.windowEnd,
    });
    const outcome = this.#outcomeOf({ document, baseline, evidence });
    return note
      ? { ...outcome, headline: `${outcome.headline} ${note}` }
      : outcome;
  }

  /** Every column of the window: from what an earlier attempt kept, or by scanning. */
  async #examine(
    options: Job & { baseline: BaselineRecord; rows: LazyRows },
  ): Promise<ColumnEvidence[]> {
    const { run, monitor, document, baseline, lease, signal } = options;
    const declared = columnsOf(document);
    const columns = declared.length > 0 ? declared : baseline.columns;
    const pieces = await this.#runs.loadPieces(run.id);
    const found = new Map<string, ColumnEvidence>();
    for (const [column, piece] of pieces) {
      found.set(column, decodeEvidence(piece));
    }
    const missing = columns.filter(({ name }) => !found.has(name));
    if (missing.length > 0) {
      const current = await options.rows.open();
      const reference = new LazyRows(() =>
        this.#baselines.open({ baseline, monitor, document, signal }),
      );
      try {
        for (let at = 0; at < missing.length; at += COLUMNS_PER_PIECE) {
          signal.throwIfAborted();
          const evidence = await this.#comparer.examine({
            baseline,
            openReference: () => reference.open(),
            current,
            columns: missing.slice(at, at + COLUMNS_PER_PIECE),
            document,
            signal,
          });
          for (const column of evidence) {
            await this.#runs.savePiece(
              lease,
              column.column,
              encodeEvidence(column),
            );
            found.set(column.column, column);
          }
          options.report(found.size / columns.length);
          if (evidence[0]?.current.rows === 0) {
            throw new NoAnswer('no-rows');
          }
        }
      } finally {
        await reference.close();
      }
    }
    return columns.flatMap(({ name }) => found.get(name) ?? []);
  }

  #outcomeOf(options: {
    document: MonitorDocument;
    baseline: BaselineRecord;
    evidence: readonly ColumnEvidence[];
  }): RunOutcome {
    const { document, baseline, evidence } = options;
    const { columns, dataset } = this.#comparer.judge(evidence, document);
    const rowsCurrent = Math.max(
      0,
      ...evidence.map(({ current }) => current.rows),
    );
    const unknownReason = unknownReasonOf(dataset.status, rowsCurrent);
    const worst = dataset.drifted;
    const drifted = worst.length;
    return {
      state: 'finished',
      status: dataset.status,
      unknownReason,
      headline: buildHeadline({
        status: dataset.status,
        tested: dataset.tested,
        drifted,
        worst,
        unknownReason,
        detail: dataset.reasons[0],
        now: new Date(this.#now()).toISOString(),
      }),
      baselineId: baseline.id,
      rowsReference: baseline.rows,
      rowsCurrent,
      driftedShare: dataset.driftedShare,
      tested: dataset.tested,
      drifted,
      worst: worst.slice(0, 20),
      columns: toOutcomes(evidence, columns),
    };
  }
}
