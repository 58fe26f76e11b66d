import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  JsonClient,
  pathOf,
  queryOf,
} from '@plumbline/backstage-plugin-kit-react';
import {
  DecisionAction,
  DecisionQuery,
  DecisionRequest,
  ExportQuery,
  FindingQuery,
  ScanAction,
  UploadQuery,
  decisionSchema,
  entityPostureSchema,
  findingDetailSchema,
  findingPageSchema,
  overviewSchema,
  scanSchema,
  uploadReceiptSchema,
  vexReceiptSchema,
} from '@plumbline/backstage-plugin-scans-common';
import { pageSchema } from '@plumbline/backstage-plugin-kit-common';
import { ScansApi } from './ScansApi';

const decisionPage = pageSchema(decisionSchema);

/** Speaks the HTTP contract of `scans-common` and checks every answer against it. */
export class HttpScansClient implements ScansApi {
  readonly #client: JsonClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#client = new JsonClient({ pluginId: 'scans', ...options });
  }

  getPosture(entityRef: string) {
    const path = `/summary${queryOf({ entity: entityRef })}`;
    return this.#client.get(path, entityPostureSchema);
  }

  getOverview(ownerRefs?: string[]) {
    const path = `/overview${queryOf({ owner: ownerRefs })}`;
    return this.#client.get(path, overviewSchema);
  }

  listFindings(query: FindingQuery) {
    return this.#client.get(`/findings${queryOf(query)}`, findingPageSchema);
  }

  async exportFindings(query: ExportQuery) {
    return (await this.#client.fetch(`/export${queryOf(query)}`)).blob();
  }

  getFinding(id: string) {
    return this.#client.get(pathOf('findings', id), findingDetailSchema);
  }

  decide(request: DecisionRequest) {
    return this.#client.post('/decisions', decisionSchema, request);
  }

  listDecisions(query: DecisionQuery) {
    return this.#client.get(`/decisions${queryOf(query)}`, decisionPage);
  }

  actOnDecision(id: string, action: DecisionAction) {
    const path = pathOf('decisions', id, 'actions');
    return this.#client.post(path, decisionSchema, action);
  }

  async upload(query: UploadQuery, report: Blob) {
    const response = await this.#client.fetch(`/uploads${queryOf(query)}`, {
      method: 'POST',
      // The backend tells formats apart by content, never by this
      headers: { 'Content-Type': 'application/octet-stream' },
      body: report,
    });
    return this.#client.read(response, uploadReceiptSchema);
  }

  getScan(id: string) {
    return this.#client.get(pathOf('scans', id), scanSchema);
  }

  answerHeld(scanId: string, action: ScanAction) {
    const path = pathOf('scans', scanId, 'actions');
    return this.#client.post(path, scanSchema, action);
  }

  async importVex(entityRef: string, document: Blob) {
    const path = `/vex${queryOf({ entity: entityRef })}`;
    const response = await this.#client.fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: document,
    });
    return this.#client.read(response, vexReceiptSchema);
  }

  async setRetired(scopeId: string, isRetired: boolean) {
    await this.#client.fetch(pathOf('scopes', scopeId, 'actions'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ action: isRetired ? 'retire' : 'resume' }),
    });
  }
}
