import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DataSet,
  MonitorDocument,
  joinLabels,
  resolveWindows,
} from '@plumbline/backstage-plugin-drift-engine';
import type { Performance } from '@plumbline/backstage-plugin-drift-common';
import { Place, baselineOriginOf, windowPlaceOf } from '../domain/definition';
import { measurePerformance } from '../domain/measurePerformance';
import { redact } from '../domain/redact';
import { MonitorRecord } from '../domain/records';
import { DataOpener } from '../sources/DataOpener';
import { PredictionRow, readPredictions } from '../sources/performanceRows';
import { MonitorService, documentOf } from './MonitorService';

/** Windows that are shown. */
const WINDOWS = 30;
/** What was measured is shown again for so long: labels come by the day. */
const CACHE_MS = 60_000;
const CACHE_ENTRIES = 200;
const TIMEOUT_MS = 60_000;

type Settings = NonNullable<MonitorDocument['spec']['performance']>;

/** Measures what models did, from the rows and labels that a monitor names. */
export class PerformanceService {
  readonly #monitors: MonitorService;
  readonly #opener: DataOpener;
  readonly #now: () => number;
  readonly #cache = new Map<
    string,
    { until: number; answer: Promise<Performance> }
  >();

  constructor(options: {
    monitors: MonitorService;
    opener: DataOpener;
    now?: () => number;
  }) {
    this.#monitors = options.monitors;
    this.#opener = options.opener;
    this.#now = options.now ?? Date.now;
  }

  async get(
    monitorId: string,
    credentials: BackstageCredentials,
  ): Promise<Performance> {
    const { monitor } = await this.#monitors.getVisible(monitorId, credentials);
    const document = documentOf(monitor);
    const settings = document?.spec.performance;
    const place = document && windowPlaceOf(document);
    if (!document || !settings) {
      return nothing(
        'The monitor does not say where predictions and labels are: name them under spec.performance of its document.',
      );
    }
    if (!place || !document.spec.window.timeColumn) {
      return nothing(
        'Performance needs rows with a time: name spec.window.timeColumn in the document.',
      );
    }
    const key = `${monitorId} ${JSON.stringify(document.spec)}`;
    const cached = this.#cache.get(key);
    if (cached && cached.until > this.#now()) {
      return cached.answer;
    }
    if (this.#cache.size >= CACHE_ENTRIES) {
      this.#cache.clear();
    }
    const answer = this.#measure(monitor, document, settings, place);
    this.#cache.set(key, { until: this.#now() + CACHE_MS, answer });
    return answer;
  }

  async #measure(
    monitor: MonitorRecord,
    document: MonitorDocument,
    settings: Settings,
    place: Place,
  ): Promise<Performance> {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const { timeColumn, length } = document.spec.window;
    const windows = resolveWindows({
      length,
      until: new Date(this.#now()).toISOString(),
      count: WINDOWS,
    });
    const { id, prediction, score, label } = settings;
    const columns = { id, prediction, score, label, time: timeColumn };
    const read = async (
      where: Place,
      more: { window?: Parameters<DataOpener['open']>[0]['window'] } = {},
      wanted: Parameters<typeof readPredictions>[0]['columns'] = columns,
    ) => {
      const data: DataSet = await this.#opener.open({
        place: where,
        document: monitor,
        signal,
        ...more,
      });
      try {
        return await readPredictions({ data, columns: wanted, signal });
      } finally {
        await data.close();
      }
    };
    try {
      const rows = await read(place, {
        window: {
          column: timeColumn!,
          start: windows[0].start,
          end: windows[windows.length - 1].end,
        },
      });
      const origin = baselineOriginOf(document);
      const baseline = origin.kind === 'files' ? await read(origin) : [];
      const { labels: labelPlace } = settings;
      const labels =
        labelPlace && id !== undefined
          ? await read(
              labelPlace.source === undefined
                ? { path: labelPlace.file ?? labelPlace.files }
                : labelPlace,
              {},
              { id, label },
            )
          : undefined;
      return measurePerformance({
        settings,
        windows,
        rows: withLabels(rows, labels),
        baseline: withLabels(baseline, labels),
      });
    } catch (error) {
      return nothing(
        `The predictions could not be read: ${redact((error as Error).message)}`,
      );
    }
  }
}

/** Late labels join their predictions by id; labels in the rows themselves stay. */
function withLabels(
  rows: readonly PredictionRow[],
  labels: readonly PredictionRow[] | undefined,
): PredictionRow[] {
  if (!labels) {
    return [...rows];
  }
  const known = labels.flatMap(({ id, label }) =>
    id === undefined || label === undefined ? [] : [{ id, label }],
  );
  return joinLabels(rows, known).rows.map(({ prediction, label }) => ({
    ...prediction,
    label: label ?? prediction.label,
  }));
}

function nothing(reason: string): Performance {
  return { metrics: [], points: [], reason };
}
