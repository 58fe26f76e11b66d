import { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { History } from '@plumbline/backstage-plugin-drift-common';
import { thresholdOf } from '../domain/definition';
import { buildMarks } from '../domain/marks';
import { AlertStore } from '../store/AlertStore';
import { BaselineStore } from '../store/BaselineStore';
import { RetrainingStore } from '../store/RetrainingStore';
import { RunStore } from '../store/RunStore';
import { ModelService } from './ModelService';
import { MonitorService, documentOf } from './MonitorService';

const MAX_WINDOWS = 400;
const MAX_MARKS = 50;

/** A monitor over time, with what happened in between. */
export class HistoryService {
  readonly #alerts: AlertStore;
  readonly #baselines: BaselineStore;
  readonly #models: Pick<ModelService, 'listTimes'>;
  readonly #monitors: MonitorService;
  readonly #retraining: RetrainingStore;
  readonly #runs: RunStore;

  constructor(options: {
    alerts: AlertStore;
    baselines: BaselineStore;
    models: Pick<ModelService, 'listTimes'>;
    monitorService: MonitorService;
    retraining: RetrainingStore;
    runs: RunStore;
  }) {
    this.#alerts = options.alerts;
    this.#baselines = options.baselines;
    this.#models = options.models;
    this.#monitors = options.monitorService;
    this.#retraining = options.retraining;
    this.#runs = options.runs;
  }

  async get(
    id: string,
    query: { from?: string; to?: string },
    credentials: BackstageCredentials,
  ): Promise<History> {
    const { monitor, entity } = await this.#monitors.getVisible(
      id,
      credentials,
    );
    const [windows, baselines, alerts, retraining, times] = await Promise.all([
      this.#runs.listWindows({ monitorId: id, ...query, limit: MAX_WINDOWS }),
      this.#baselines.list({ monitorId: id, limit: MAX_MARKS }),
      this.#alerts.list({ monitorIds: [id], limit: MAX_MARKS }),
      this.#retraining.list({ monitorId: id, limit: MAX_MARKS }),
      this.#models.listTimes(entity),
    ]);
    const firstWindow = windows.at(-1)?.windowStart;
    return {
      points: windows.reverse().map(run => ({
        runId: run.id,
        windowStart: run.windowStart,
        windowEnd: run.windowEnd,
        status: run.status ?? 'unknown',
        driftedShare: run.driftedShare ?? null,
        drifted: run.drifted ?? 0,
        tested: run.tested ?? 0,
        rowsCurrent: run.rowsCurrent ?? 0,
      })),
      marks: buildMarks({
        baselines,
        alerts,
        retraining,
        // A registry remembers versions from long before anybody watched
        versions: times.versions
          .filter(
            ({ createdAt }) =>
              firstWindow === undefined || createdAt >= firstWindow,
          )
          .slice(0, MAX_MARKS),
        ...query,
      }),
      unmarked: times.failures.map(
        ({ instance, message }) =>
          `Versions of ${instance} are not marked: ${message}`,
      ),
      threshold: thresholdOf(documentOf(monitor)),
    };
  }
}
