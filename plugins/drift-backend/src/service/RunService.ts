import { randomUUID } from 'node:crypto';
import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ColumnDetail,
  ColumnResult,
  Run,
  RunContract,
} from '@plumbline/backstage-plugin-drift-common';
import { resolveWindows } from '@plumbline/backstage-plugin-drift-engine';
import {
  decodeCursor,
  encodeCursor,
  readTimeCursor,
  toTimePage,
} from '@plumbline/backstage-plugin-kit-node';
import { groupBy } from '@plumbline/backstage-plugin-kit-common';
import { formatCsv } from '../domain/exportColumns';
import { ColumnOutcome, MonitorRecord, RunRecord } from '../domain/records';
import { ResultStore } from '../store/ResultStore';
import { RunStore } from '../store/RunStore';
import { MonitorService, Page, documentOf } from './MonitorService';
import { TREND_WINDOWS, toColumnResult, toRun } from './toContract';

const MAX_HISTORY = 400;
/** Columns of one file. */
const MAX_EXPORT = 10_000;
const EXPORT_PAGE = 500;

/** A run that has not begun. */
export function buildRun(options: {
  monitorId: string;
  trigger: RunRecord['trigger'];
  window: { start: string; end: string };
  startedBy?: string;
  now: string;
}): RunRecord {
  const { monitorId, trigger, window, startedBy, now } = options;
  return {
    id: randomUUID(),
    monitorId,
    state: 'queued',
    trigger,
    startedBy,
    windowStart: window.start,
    windowEnd: window.end,
    progress: 0,
    worst: [],
    attempts: 0,
    isCancelRequested: false,
    createdAt: now,
  };
}

/** The log of runs and what they found, as somebody may see it. */
export class RunService {
  readonly #monitors: MonitorService;
  readonly #results: ResultStore;
  readonly #runs: RunStore;
  readonly #wake: () => void;
  readonly #now: () => number;

  constructor(options: {
    monitors: MonitorService;
    results: ResultStore;
    runs: RunStore;
    /** Called when there is something to do. */
    wake: () => void;
    now?: () => number;
  }) {
    this.#monitors = options.monitors;
    this.#results = options.results;
    this.#runs = options.runs;
    this.#wake = options.wake;
    this.#now = options.now ?? Date.now;
  }

  async list(
    monitorId: string,
    query: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<Page<Run>> {
    await this.#monitors.getVisible(monitorId, credentials);
    const page = toTimePage({
      items: await this.#runs.list({
        monitorId,
        after: readTimeCursor(query.cursor),
        limit: query.limit + 1,
      }),
      limit: query.limit,
      timeOf: run => run.createdAt,
    });
    return { ...page, items: page.items.map(toRun) };
  }

  async get(id: string, credentials: BackstageCredentials): Promise<Run> {
    return toRun((await this.#find(id, credentials)).run);
  }

  /** Enqueues the newest window that has ended. */
  async start(
    monitorId: string,
    by: string,
    credentials: BackstageCredentials,
  ): Promise<Run> {
    const monitor = await this.#monitors.getOperable(monitorId, credentials);
    const document = documentOf(monitor);
    if (!document) {
      throw new ConflictError(
        `The document of the monitor cannot be read: ${monitor.definitionError ?? ''}`,
      );
    }
    const now = new Date(this.#now()).toISOString();
    const [window] = resolveWindows({
      length: document.spec.window.length,
      until: now,
      count: 1,
    });
    const run = buildRun({
      monitorId,
      trigger: 'person',
      window,
      startedBy: by,
      now,
    });
    const enqueued = await this.#runs.enqueue(run, `person:${run.id}`);
    this.#wake();
    return toRun(enqueued);
  }

  async cancel(id: string, credentials: BackstageCredentials): Promise<Run> {
    const { run } = await this.#find(id, credentials);
    await this.#monitors.getOperable(run.monitorId, credentials);
    if (run.finishedAt !== undefined) {
      throw new ConflictError(`The run is over: ${run.state}`);
    }
    await this.#runs.cancel(id, new Date(this.#now()).toISOString());
    return this.get(id, credentials);
  }

  async listColumns(
    id: string,
    query: { cursor?: string; limit: number },
    credentials: BackstageCredentials,
  ): Promise<Page<ColumnResult>> {
    const { run } = await this.#find(id, credentials);
    const found = await this.#results.listColumns({
      runId: id,
      after: query.cursor
        ? Number(decodeCursor(query.cursor, [/^\d{1,9}$/])[0])
        : undefined,
      limit: query.limit + 1,
    });
    const page = found.slice(0, query.limit);
    const trends = await this.#listTrends(
      run,
      page.map(({ outcome }) => outcome.column),
    );
    return {
      items: page.map(({ outcome }) =>
        toColumnResult(outcome, trends.get(outcome.column) ?? []),
      ),
      nextCursor:
        found.length > query.limit
          ? encodeCursor([page[page.length - 1].position])
          : undefined,
    };
  }

  async getColumn(
    id: string,
    column: string,
    credentials: BackstageCredentials,
  ): Promise<ColumnDetail> {
    const { run } = await this.#find(id, credentials);
    const outcome = await this.#results.getColumn(id, column);
    if (!outcome) {
      throw new NotFoundError(`The run has no column "${column}"`);
    }
    const windows = await this.#runs.listWindows({
      monitorId: run.monitorId,
      to: run.windowEnd,
      limit: MAX_HISTORY,
    });
    const points = await this.#results.listPoints({
      runIds: windows.map(window => window.id),
      columns: [column],
    });
    const trend = points.slice(-TREND_WINDOWS).map(point => ({
      windowEnd: point.windowEnd,
      effect: point.effect ?? null,
    }));
    return {
      ...toColumnResult(outcome, trend),
      tests: outcome.tests,
      signals: outcome.signals,
      distribution: outcome.distribution,
      moments: outcome.moments,
      newCategories: outcome.newCategories,
      history: points.map(({ column: _, effect, ...point }) => ({
        ...point,
        effect: effect ?? null,
      })),
    };
  }

  /** What the contract said about its rows. */
  async getContract(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<RunContract> {
    await this.#find(id, credentials);
    return { contract: await this.#results.getContract(id) };
  }

  /** The results as a file. */
  async export(
    id: string,
    format: 'csv' | 'json',
    credentials: BackstageCredentials,
  ): Promise<{ fileName: string; contentType: string; body: string }> {
    const { run, monitor } = await this.#find(id, credentials);
    const columns: ColumnOutcome[] = [];
    let after: number | undefined;
    while (columns.length < MAX_EXPORT) {
      const page = await this.#results.listColumns({
        runId: id,
        after,
        limit: EXPORT_PAGE,
      });
      columns.push(...page.map(({ outcome }) => outcome));
      after = page.at(-1)?.position;
      if (page.length < EXPORT_PAGE) {
        break;
      }
    }
    const fileName = `drift-${monitor.name}-${run.windowEnd.slice(0, 10)}.${format}`;
    return format === 'csv'
      ? {
          fileName,
          contentType: 'text/csv; charset=utf-8',
          body: formatCsv(columns),
        }
      : {
          fileName,
          contentType: 'application/json; charset=utf-8',
          body: JSON.stringify({
            monitor: {
              id: monitor.id,
              name: monitor.name,
              entityRef: monitor.entityRef,
            },
            run: toRun(run),
            columns,
            contract: await this.#results.getContract(id),
          }),
        };
  }

  async #find(
    id: string,
    credentials: BackstageCredentials,
  ): Promise<{ run: RunRecord; monitor: MonitorRecord }> {
    const run = await this.#runs.get(id);
    if (!run) {
      throw new NotFoundError(`There is no run ${id} that you may see`);
    }
    const { monitor } = await this.#monitors.getVisible(
      run.monitorId,
      credentials,
    );
    return { run, monitor };
  }

  async #listTrends(
    run: RunRecord,
    columns: readonly string[],
  ): Promise<Map<string, ColumnResult['trend']>> {
    const windows = await this.#runs.listWindows({
      monitorId: run.monitorId,
      to: run.windowEnd,
      limit: TREND_WINDOWS,
    });
    const points = await this.#results.listPoints({
      runIds: windows.map(window => window.id),
      columns,
    });
    return new Map(
      [...groupBy(points, point => point.column)].map(([column, ofColumn]) => [
        column,
        ofColumn.map(({ windowEnd, effect }) => ({
          windowEnd,
          effect: effect ?? null,
        })),
      ]),
    );
  }
}
