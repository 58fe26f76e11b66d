import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import type {
  ColumnEvidence,
  DataSet,
  MonitorDocument,
} from '@plumbline/backstage-plugin-drift-engine';
import { columnsOf, windowPlaceOf } from '../domain/definition';
import { endRun } from '../domain/endRun';
import { buildHeadline, describeUnknown } from '../domain/headline';
import {
  BaselineRecord,
  MonitorRecord,
  RunOutcome,
  RunRecord,
  Status,
  UnknownReason,
} from '../domain/records';
import { redact } from '../domain/redact';
import { toOutcomes } from '../domain/toOutcome';
import { DataOpener } from '../sources/DataOpener';
import { AlertStore } from '../store/AlertStore';
import { MonitorStore } from '../store/MonitorStore';
import { ResultStore } from '../store/ResultStore';
import { RetrainingStore } from '../store/RetrainingStore';
import { Lease, RunStore } from '../store/RunStore';
import { BaselineService } from './BaselineService';
import { Comparer, decodeEvidence, encodeEvidence } from './Comparer';
import { documentOf } from './MonitorService';

const LEASE_MS = 60_000;
const HEARTBEAT_MS = 15_000;
/** A run whose process died this often is not tried again: it may be what kills it. */
const MAX_ATTEMPTS = 3;
/** Columns that are scanned together, and lost together when the process dies. */
const COLUMNS_PER_PIECE = 8;
const RUN_TIMEOUT_MS = 60 * 60_000;
const HISTORY = 40;
const MAX_STALE = 5;

/** Rows that were sent over HTTP, compared by those who keep them. */
export interface PredictionWindows {
  /** Evidence of every column; `undefined` when no row came in the window. */
  examine(options: {
    monitor: MonitorRecord;
    document: MonitorDocument;
    baseline: BaselineRecord;
    start: string;
    end: string;
  }): Promise<ColumnEvidence[] | undefined>;
}

/** Why a run ended without an answer, though nothing failed. */
class NoAnswer extends Error {
  constructor(
    readonly reason: UnknownReason,
    detail?: string,
  ) {
    super(describeUnknown(reason, detail));
  }
}

class Cancelled extends Error {}
class Lost extends Error {}

function unanswered(error: Error): RunOutcome {
  const message = redact(error.message);
  const nothing = { status: 'unknown' as const, worst: [], columns: [] };
  if (error instanceof Cancelled) {
    return { ...nothing, state: 'cancelled', headline: 'It was cancelled.' };
  }
  if (error instanceof NoAnswer) {
    return {
      ...nothing,
      state: 'finished',
      unknownReason: error.reason,
      headline: message,
    };
  }
  return {
    ...nothing,
    state: 'failed',
    unknownReason: 'failed',
    headline: describeUnknown('failed', message),
    error: message,
  };
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

/** Works the queue of runs: any number of processes may do so at once. */
export class RunWorker {
  readonly #owner = randomUUID();
  readonly #alerts: AlertStore;
  readonly #baselines: BaselineService;
  readonly #comparer: Comparer;
  readonly #logger: LoggerService;
  readonly #monitors: MonitorStore;
  readonly #opener: DataOpener;
  readonly #predictions: PredictionWindows | undefined;
  readonly #results: ResultStore;
  readonly #retraining: RetrainingStore;
  readonly #runs: RunStore;
  readonly #now: () => number;

  constructor(options: {
    alerts: AlertStore;
    baselines: BaselineService;
    comparer: Comparer;
    logger: LoggerService;
    monitors: MonitorStore;
    opener: DataOpener;
    predictions?: PredictionWindows;
    results: ResultStore;
    retraining: RetrainingStore;
    runs: RunStore;
    now?: () => number;
  }) {
    this.#alerts = options.alerts;
    this.#baselines = options.baselines;
    this.#comparer = options.comparer;
    this.#logger = options.logger;
    this.#monitors = options.monitors;
    this.#opener = options.opener;
    this.#predictions = options.predictions;
    this.#results = options.results;
    this.#retraining = options.retraining;
    this.#runs = options.runs;
    this.#now = options.now ?? Date.now;
  }

  /** Works until the queue is empty or the signal says to stop; says how many runs ended. */
  async work(signal: AbortSignal): Promise<number> {
    let ended = 0;
    while (!signal.aborted) {
      const run = await this.#runs.claim({
        owner: this.#owner,
        now: this.#time(),
        until: this.#time(LEASE_MS),
      });
      if (!run) {
        break;
      }
      await this.#workOn(run, signal);
      ended += 1;
    }
    return ended;
  }

  async #workOn(run: RunRecord, stop: AbortSignal): Promise<void> {
    const lease: Lease = { runId: run.id, owner: this.#owner };
    const startedMs = this.#now();
    const controller = new AbortController();
    const state = { progress: run.progress };
    const beat = setInterval(() => {
      this.#runs
        .heartbeat(lease, {
          until: this.#time(LEASE_MS),
          progress: state.progress,
        })
        .then(answer => {
          if (answer === 'lost') {
            controller.abort(new Lost());
          } else if (answer === 'cancelled') {
            controller.abort(new Cancelled('Cancelled'));
          }
        })
        .catch(error => this.#logger.warn('Drift: heartbeat failed', error));
    }, HEARTBEAT_MS);
    const onStop = () => controller.abort(new Lost());
    stop.addEventListener('abort', onStop, { once: true });
    try {
      const outcome = await this.#compute(run, {
        lease,
        report: progress => {
          state.progress = progress;
        },
        signal: AbortSignal.any([
          controller.signal,
          AbortSignal.timeout(RUN_TIMEOUT_MS),
        ]),
      }).catch(error => {
        const reason = controller.signal.aborted
          ? controller.signal.reason
          : error;
        if (reason instanceof Lost) {
          throw reason;
        }
        return unanswered(reason);
      });
      await this.#finish({ run, lease, outcome, startedMs });
    } catch (error) {
      if (!(error instanceof Lost)) {
        this.#logger.error(
          `Drift run ${run.id} could not be ended`,
          error as Error,
        );
      }
      // What was scanned is kept, and the next process goes on from there
      await this.#runs.release(lease);
    } finally {
      clearInterval(beat);
      stop.removeEventListener('abort', onStop);
    }
  }

  async #compute(
    run: RunRecord,
    options: {
      lease: Lease;
      report: (progress: number) => void;
      signal: AbortSignal;
    },
  ): Promise<RunOutcome> {
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
    const baseline = await this.#baselines
      .ensure({ monitor, document, signal })
      .catch(error => {
        signal.throwIfAborted();
        throw new Error(`The baseline could not be read: ${error.message}`);
      });
    if (baseline.rows === 0) {
      throw new NoAnswer('no-baseline', `${baseline.description} has no rows`);
    }
    const evidence = windowPlaceOf(document)
      ? await this.#examine({ ...options, run, monitor, document, baseline })
      : await this.#predictions?.examine({
          monitor,
          document,
          baseline,
          start: run.windowStart,
          end: run.windowEnd,
        });
    if (!evidence) {
      throw new NoAnswer('no-rows');
    }
    return this.#judge({ document, baseline, evidence });
  }

  /** Every column of the window: from what an earlier attempt kept, or by scanning. */
  async #examine(options: {
    run: RunRecord;
    monitor: MonitorRecord;
    document: MonitorDocument;
    baseline: BaselineRecord;
    lease: Lease;
    report: (progress: number) => void;
    signal: AbortSignal;
  }): Promise<ColumnEvidence[]> {
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
      const opened: DataSet[] = [];
      try {
        const { timeColumn } = document.spec.window;
        const current = await this.#opener.open({
          place: windowPlaceOf(document)!,
          document: monitor,
          window: timeColumn
            ? { column: timeColumn, start: run.windowStart, end: run.windowEnd }
            : undefined,
          signal,
        });
        opened.push(current);
        const openReference = async () => {
          if (opened.length === 1) {
            opened.push(
              await this.#baselines.open({
                baseline,
                monitor,
                document,
                signal,
              }),
            );
          }
          return opened[1];
        };
        for (let at = 0; at < missing.length; at += COLUMNS_PER_PIECE) {
          signal.throwIfAborted();
          const evidence = await this.#comparer.examine({
            baseline,
            openReference,
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
        await Promise.all(opened.map(data => data.close()));
      }
    }
    return columns.flatMap(({ name }) => found.get(name) ?? []);
  }

  #judge(options: {
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
        now: this.#time(),
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

  async #finish(options: {
    run: RunRecord;
    lease: Lease;
    outcome: RunOutcome;
    startedMs: number;
  }): Promise<void> {
    const { run, lease, outcome, startedMs } = options;
    for (let attempt = 0; attempt < MAX_STALE; attempt += 1) {
      const monitor = await this.#monitors.get(run.monitorId);
      if (!monitor) {
        return;
      }
      const [windows, previousAlert, hasOpen] = await Promise.all([
        this.#runs.listWindows({ monitorId: run.monitorId, limit: HISTORY }),
        this.#alerts.getNewest(run.monitorId),
        this.#retraining.hasOpen(run.monitorId),
      ]);
      const now = this.#time();
      const consequences = endRun({
        run,
        outcome,
        windows,
        monitor,
        document: documentOf(monitor),
        previousAlert,
        mayPropose: !hasOpen,
        now,
        createId: randomUUID,
      });
      const result = await this.#results.finish(lease, {
        outcome,
        finishedAt: now,
        durationMs: this.#now() - startedMs,
        seenRunId: monitor.lastRunId,
        seenAlert: previousAlert,
        ...consequences,
      });
      if (result !== 'stale') {
        return;
      }
    }
    throw new Error('Other runs of the monitor ended at the same time');
  }

  #time(plusMs: number = 0): string {
    return new Date(this.#now() + plusMs).toISOString();
  }
}
