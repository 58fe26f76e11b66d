import { ResponseError } from '@backstage/errors';
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
  pageSchema,
  performanceSchema,
  playgroundAnswerSchema,
  playgroundSchema,
  retrainingSchema,
  runContractSchema,
  runSchema,
  sourcesSchema,
  summariesSchema,
} from '@plumbline/backstage-plugin-drift-common';
import { DriftApi, EntityMonitors, PlaygroundRequest } from './DriftApi';

/** As much of a Zod schema as the client needs. */
interface Schema<T> {
  safeParse(value: unknown):
    | { success: true; data: T }
    | {
        success: false;
        error: { issues: { path: PropertyKey[]; message: string }[] };
      };
}

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

const at = (...parts: string[]) =>
  `/${parts.map(part => encodeURIComponent(part)).join('/')}`;

const page = (limit: number, cursor?: string) =>
  `?${new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) })}`;

/** Speaks the HTTP contract of `drift-common` and checks every answer against it. */
export class HttpDriftClient implements DriftApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  async getSummaries(entityRefs: string[]) {
    const found: EntityMonitors[] = [];
    for (let from = 0; from < entityRefs.length; from += BATCH) {
      const body = { entityRefs: entityRefs.slice(from, from + BATCH) };
      const { items } = await this.#post('/summaries', summariesSchema, body);
      found.push(...items);
    }
    return found;
  }

  getMonitor(id: string) {
    return this.#get(at('monitors', id), monitorSchema);
  }

  getHistory(monitorId: string) {
    return this.#get(at('monitors', monitorId, 'history'), historySchema);
  }

  async listSources() {
    return (await this.#get('/sources', sourcesSchema)).items;
  }

  previewBaseline(monitorId: string, request: BaselineRequest) {
    const path = at('monitors', monitorId, 'baselines', 'preview');
    return this.#post(path, baselinePreviewSchema, request);
  }

  activateBaseline(monitorId: string, request: BaselineRequest) {
    const path = at('monitors', monitorId, 'baselines');
    return this.#post(path, baselineSchema, request);
  }

  getIngestActivity(monitorId: string) {
    return this.#get(at('monitors', monitorId, 'ingest'), ingestActivitySchema);
  }

  listRuns(monitorId: string, cursor?: string) {
    const path = at('monitors', monitorId, 'runs');
    return this.#get(`${path}${page(25, cursor)}`, runPage);
  }

  startRun(monitorId: string) {
    return this.#post(at('monitors', monitorId, 'runs'), runSchema, {});
  }

  cancelRun(runId: string) {
    return this.#post(at('runs', runId, 'cancel'), runSchema, {});
  }

  listColumns(runId: string, cursor?: string) {
    const path = at('runs', runId, 'columns');
    return this.#get(`${path}${page(PAGE, cursor)}`, columnPage);
  }

  getColumn(runId: string, column: string) {
    return this.#get(at('runs', runId, 'columns', column), columnDetailSchema);
  }

  getRunContract(runId: string) {
    return this.#get(at('runs', runId, 'contract'), runContractSchema);
  }

  async exportRun(runId: string, format: 'csv' | 'json') {
    const path = `${at('runs', runId, 'export')}?format=${format}`;
    const response = await this.#fetch(path);
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return response.blob();
  }

  getPerformance(monitorId: string) {
    const path = at('monitors', monitorId, 'performance');
    return this.#get(path, performanceSchema);
  }

  listAlerts(monitorId: string, cursor?: string) {
    const path = at('monitors', monitorId, 'alerts');
    return this.#get(`${path}${page(25, cursor)}`, alertPage);
  }

  listOpenAlerts(ownerRefs: string[]) {
    const query = new URLSearchParams([
      ...ownerRefs.slice(0, MOST_OWNERS).map(owner => ['owner', owner]),
      ['state', 'open'],
    ]);
    return this.#get(`/alerts?${query}`, alertPage);
  }

  actOnAlert(alertId: string, action: AlertAction) {
    return this.#post(at('alerts', alertId, 'actions'), alertSchema, action);
  }

  listRetraining(monitorId: string) {
    return this.#get(at('monitors', monitorId, 'retraining'), retrainingPage);
  }

  decideRetraining(id: string, decision: 'approve' | 'reject', note?: string) {
    const path = at('retraining', id, decision);
    return this.#post(path, retrainingSchema, note ? { note } : {});
  }

  getModelVersions(entityRef: string) {
    const query = new URLSearchParams({ entity: entityRef });
    return this.#get(`/models/versions?${query}`, modelVersionsSchema);
  }

  getPlayground(entityRef: string) {
    const query = new URLSearchParams({ entity: entityRef });
    return this.#get(`/playground?${query}`, playgroundSchema);
  }

  askModel(request: PlaygroundRequest) {
    return this.#post('/playground', playgroundAnswerSchema, request);
  }

  async #fetch(path: string, init?: RequestInit) {
    const baseUrl = await this.#discoveryApi.getBaseUrl('drift');
    return this.#fetchApi.fetch(`${baseUrl}${path}`, init);
  }

  async #get<T>(path: string, schema: Schema<T>): Promise<T> {
    return this.#parse(await this.#fetch(path), schema);
  }

  async #post<T>(path: string, schema: Schema<T>, body: object): Promise<T> {
    const response = await this.#fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return this.#parse(response, schema);
  }

  async #parse<T>(response: Response, schema: Schema<T>): Promise<T> {
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    const result = schema.safeParse(await response.json());
    if (!result.success) {
      const [issue] = result.error.issues;
      throw new Error(
        `The drift backend answered ${new URL(response.url || 'http://drift/').pathname} with "${issue.path.join('.')}" in an unknown form (${issue.message}): the page and the backend are of different versions, reload the page.`,
      );
    }
    return result.data;
  }
}
