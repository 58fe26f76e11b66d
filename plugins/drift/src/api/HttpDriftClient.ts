import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  AlertAction,
  BaselineRequest,
  alertSchema,
  baselinePreviewSchema,
  baselineSchema,
  columnDetailSchema,
  columnResultSchema,
  historySchema,
  ingestActivitySchema,
  modelVersionsSchema,
  monitorSchema,
  performanceSchema,
  playgroundAnswerSchema,
  playgroundSchema,
  retrainingSchema,
  runContractSchema,
  runSchema,
  sourcesSchema,
  summariesSchema,
} from '@plumbline/backstage-plugin-drift-common';
import { pageSchema } from '@plumbline/backstage-plugin-kit-common';
import { JsonClient, pathOf } from '@plumbline/backstage-plugin-kit-react';
import { DriftApi, EntityMonitors, PlaygroundRequest } from './DriftApi';

/** Most entities that the contract takes in one request. */
const BATCH = 200;
/** Largest page that the contract gives. */
const PAGE = 200;

/** Owners that the contract takes in one request. */
const MOST_OWNERS = 50;

const runPage = pageSchema(runSchema);
const columnPage = pageSchema(columnResultSchema);
const alertPage = pageSchema(alertSchema);
const retrainingPage = pageSchema(retrainingSchema);

const page = (limit: number, cursor?: string) =>
  `?${new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) })}`;

/** Speaks the HTTP contract of `drift-common` and checks every answer against it. */
export class HttpDriftClient implements DriftApi {
  readonly #client: JsonClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#client = new JsonClient({ pluginId: 'drift', ...options });
  }

  async getSummaries(entityRefs: string[]) {
    const found: EntityMonitors[] = [];
    for (let from = 0; from < entityRefs.length; from += BATCH) {
      const body = { entityRefs: entityRefs.slice(from, from + BATCH) };
      const { items } = await this.#client.post(
        '/summaries',
        summariesSchema,
        body,
      );
      found.push(...items);
    }
    return found;
  }

  getMonitor(id: string) {
    return this.#client.get(pathOf('monitors', id), monitorSchema);
  }

  getHistory(monitorId: string) {
    return this.#client.get(
      pathOf('monitors', monitorId, 'history'),
      historySchema,
    );
  }

  async listSources() {
    return (await this.#client.get('/sources', sourcesSchema)).items;
  }

  previewBaseline(monitorId: string, request: BaselineRequest) {
    const path = pathOf('monitors', monitorId, 'baselines', 'preview');
    return this.#client.post(path, baselinePreviewSchema, request);
  }

  activateBaseline(monitorId: string, request: BaselineRequest) {
    const path = pathOf('monitors', monitorId, 'baselines');
    return this.#client.post(path, baselineSchema, request);
  }

  getIngestActivity(monitorId: string) {
    return this.#client.get(
      pathOf('monitors', monitorId, 'ingest'),
      ingestActivitySchema,
    );
  }

  listRuns(monitorId: string, cursor?: string) {
    const path = pathOf('monitors', monitorId, 'runs');
    return this.#client.get(`${path}${page(25, cursor)}`, runPage);
  }

  startRun(monitorId: string) {
    return this.#client.post(
      pathOf('monitors', monitorId, 'runs'),
      runSchema,
      {},
    );
  }

  cancelRun(runId: string) {
    return this.#client.post(pathOf('runs', runId, 'cancel'), runSchema, {});
  }

  listColumns(runId: string, cursor?: string) {
    const path = pathOf('runs', runId, 'columns');
    return this.#client.get(`${path}${page(PAGE, cursor)}`, columnPage);
  }

  getColumn(runId: string, column: string) {
    return this.#client.get(
      pathOf('runs', runId, 'columns', column),
      columnDetailSchema,
    );
  }

  getRunContract(runId: string) {
    return this.#client.get(
      pathOf('runs', runId, 'contract'),
      runContractSchema,
    );
  }

  async exportRun(runId: string, format: 'csv' | 'json') {
    const path = `${pathOf('runs', runId, 'export')}?format=${format}`;
    return (await this.#client.fetch(path)).blob();
  }

  getPerformance(monitorId: string) {
    const path = pathOf('monitors', monitorId, 'performance');
    return this.#client.get(path, performanceSchema);
  }

  listAlerts(monitorId: string, cursor?: string) {
    const path = pathOf('monitors', monitorId, 'alerts');
    return this.#client.get(`${path}${page(25, cursor)}`, alertPage);
  }

  listOpenAlerts(ownerRefs: string[]) {
    const query = new URLSearchParams([
      ...ownerRefs.slice(0, MOST_OWNERS).map(owner => ['owner', owner]),
      ['state', 'open'],
    ]);
    return this.#client.get(`/alerts?${query}`, alertPage);
  }

  actOnAlert(alertId: string, action: AlertAction) {
    return this.#client.post(
      pathOf('alerts', alertId, 'actions'),
      alertSchema,
      action,
    );
  }

  listRetraining(monitorId: string) {
    return this.#client.get(
      pathOf('monitors', monitorId, 'retraining'),
      retrainingPage,
    );
  }

  decideRetraining(id: string, decision: 'approve' | 'reject', note?: string) {
    const path = pathOf('retraining', id, decision);
    return this.#client.post(path, retrainingSchema, note ? { note } : {});
  }

  getModelVersions(entityRef: string) {
    const query = new URLSearchParams({ entity: entityRef });
    return this.#client.get(`/models/versions?${query}`, modelVersionsSchema);
  }

  getPlayground(entityRef: string) {
    const query = new URLSearchParams({ entity: entityRef });
    return this.#client.get(`/playground?${query}`, playgroundSchema);
  }

  askModel(request: PlaygroundRequest) {
    return this.#client.post('/playground', playgroundAnswerSchema, request);
  }
}
