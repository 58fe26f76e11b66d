import { createHash } from 'node:crypto';
import {
  MonitorDocument,
  TimeSpan,
  resolveWindows,
} from '@plumbline/backstage-plugin-drift-engine';
import { settingsOf } from '../domain/definition';
import { measurePerformance } from '../domain/performance/measurePerformance';
import {
  PerformanceMeasurement,
  PerformanceWindow,
  StoredPerformanceWindow,
} from '../domain/performance/performanceRecords';
import { MonitorRecord, RunRecord } from '../domain/records';
import { redact } from '../domain/redact';
import { OutcomeSource } from '../sources/Outcomes';
import { TooManyRows } from '../sources/performanceRows';
import { BaselineStore } from '../store/BaselineStore';
import { MonitorStore } from '../store/MonitorStore';
import { PerformanceStore } from '../store/PerformanceStore';
import { documentOf } from './MonitorService';

/** Labels that come later than so many windows after their predictions are not waited for. */
const MEASURED_WINDOWS = 30;
const TIMEOUT_MS = 10 * 60_000;

/** What is known of a monitor's performance when a run ends. */
export interface KnownPerformance {
  /** The newest first. */
  windows: StoredPerformanceWindow[];
  measurement: PerformanceMeasurement | undefined;
}

/** Measures what a model did, as part of its monitor's runs. */
export class PerformanceMeter {
  readonly #baselines: Pick<BaselineStore, 'getActive'>;
  readonly #monitors: Pick<MonitorStore, 'get'>;
  readonly #performance: PerformanceStore;
  readonly #files: OutcomeSource;
  readonly #predictions: OutcomeSource;
  readonly #now: () => number;

  constructor(options: {
    baselines: Pick<BaselineStore, 'getActive'>;
    monitors: Pick<MonitorStore, 'get'>;
    performance: PerformanceStore;
    /** Of documents that name where their rows lie. */
    files: OutcomeSource;
    /** Of documents whose rows are sent over HTTP. */
    predictions: OutcomeSource;
    now?: () => number;
  }) {
    this.#baselines = options.baselines;
    this.#monitors = options.monitors;
    this.#performance = options.performance;
    this.#files = options.files;
    this.#predictions = options.predictions;
    this.#now = options.now ?? Date.now;
  }

  /**
   * Measures the window of a run, and again those before it whose labels may have
   * come since. A measurement that fails is an answer; only the signal throws.
   * `undefined` for a monitor that says nothing of performance.
   */
  async measure(
    run: RunRecord,
    signal: AbortSignal,
  ): Promise<KnownPerformance | undefined> {
    const monitor = await this.#monitors.get(run.monitorId);
    const document = monitor && documentOf(monitor);
    if (!monitor || !document?.spec.performance) {
      return undefined;
    }
    try {
      await this.#measure({ run, monitor, document, signal });
    } catch (error) {
      signal.throwIfAborted();
      await this.#performance.saveFailure({
        monitorId: monitor.id,
        measuredAt: this.#time(),
        error: redact((error as Error).message),
      });
    }
    const [windows, measurement] = await Promise.all([
      this.#performance.listWindows({
        monitorId: monitor.id,
        limit: MEASURED_WINDOWS,
      }),
      this.#performance.getMeasurement(monitor.id),
    ]);
    return { windows, measurement };
  }

  async #measure(options: {
    run: RunRecord;
    monitor: MonitorRecord;
    document: MonitorDocument;
    signal: AbortSignal;
  }): Promise<void> {
    const { run, monitor, document } = options;
    const fingerprint = await this.#fingerprintOf(monitor, document);
    let spans = await this.#findSpans(run, document, fingerprint);
    if (spans.length === 0) {
      return;
    }
    const { predictions } = document.spec.window;
    const isUndated = !predictions && !document.spec.window.timeColumn;
    const source = predictions ? this.#predictions : this.#files;
    const signal = AbortSignal.any([
      options.signal,
      AbortSignal.timeout(TIMEOUT_MS),
    ]);
    for (;;) {
      const span = { start: spans[0].start, end: spans[spans.length - 1].end };
      try {
        const outcomes = await source.read({
          monitor,
          document,
          span,
          signal,
        });
        await this.#performance.save({
          monitorId: monitor.id,
          fingerprint,
          windows: withoutPast(
            measurePerformance({
              settings: document.spec.performance!,
              policy: settingsOf(document),
              baseline: outcomes.baseline,
              rows: outcomes.rows,
              windows: spans,
              isUndated,
            }),
            run.windowEnd,
          ),
          measurement: {
            measuredAt: this.#time(),
            orphans: outcomes.orphans,
            repeatedLabels: outcomes.repeatedLabels,
            repeatedPredictions: outcomes.repeatedPredictions,
          },
        });
        return;
      } catch (error) {
        if (!(error instanceof TooManyRows) || spans.length === 1) {
          throw error;
        }
        // The newest half may fit; the rest waits for a run that has less to do
        spans = spans.slice(Math.floor(spans.length / 2));
      }
    }
  }

  /** Windows that are to be measured, oldest first: at most thirty. */
  async #findSpans(
    run: RunRecord,
    document: MonitorDocument,
    fingerprint: string,
  ): Promise<TimeSpan[]> {
    const { predictions, timeColumn, length } = document.spec.window;
    const own = { start: run.windowStart, end: run.windowEnd };
    const known = new Map(
      (
        await this.#performance.listWindows({
          monitorId: run.monitorId,
          limit: 2 * MEASURED_WINDOWS,
        })
      ).map(window => [window.windowEnd, window]),
    );
    const isKnown = (end: string) =>
      known.get(end)?.fingerprint === fingerprint;
    const isPast = run.trigger === 'backfill' && known.size > 0;
    if (isPast && isKnown(own.end)) {
      return [];
    }
    if (isPast || (!predictions && !timeColumn)) {
      return [own];
    }
    return resolveWindows({
      length,
      until: run.windowEnd,
      count: MEASURED_WINDOWS,
    }).filter(({ end }) => {
      const window = known.get(end);
      const isComplete =
        window !== undefined &&
        window.rows > 0 &&
        window.labelled >= window.rows;
      return end === own.end || !isKnown(end) || !isComplete;
    });
  }

  /** Changes when numbers are no longer to be compared with those from before. */
  async #fingerprintOf(
    monitor: MonitorRecord,
    document: MonitorDocument,
  ): Promise<string> {
    const baseline = await this.#baselines.getActive(monitor.id);
    return createHash('sha256')
      .update(
        JSON.stringify([
          baseline?.id,
          document.spec.performance,
          document.spec.window,
          document.spec.policy,
        ]),
      )
      .digest('hex');
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

/** Windows from before the first row say nothing. */
function withoutPast(
  windows: readonly PerformanceWindow[],
  own: string,
): PerformanceWindow[] {
  const first = windows.findIndex(
    ({ rows, windowEnd }) => rows > 0 || windowEnd === own,
  );
  return windows.slice(Math.max(0, first));
}
