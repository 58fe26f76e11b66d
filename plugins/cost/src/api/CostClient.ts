import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import {
  JsonClient,
  pathOf,
  queryOf,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostAdviceQuery,
  CostChangesQuery,
  CostDaysQuery,
  CostExportQuery,
  CostModelQuery,
  CostModelsQuery,
  CostMoversQuery,
  CostOverviewQuery,
  CostSummaryQuery,
  costAdviceListSchema,
  costChangeAnswerSchema,
  costChangesSchema,
  costDaysSchema,
  costImportsSchema,
  costModelSchema,
  costModelsSchema,
  costMoversSchema,
  costOverviewSchema,
  costSummarySchema,
} from '@plumbline/backstage-plugin-cost-common';
import { CostApi } from './CostApi';

/** Speaks the HTTP contract of `cost-common` and checks every answer against it. */
export class CostClient implements CostApi {
  readonly #client: JsonClient;

  constructor(options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.#client = new JsonClient({ pluginId: 'cost', ...options });
  }

  getSummary(query: CostSummaryQuery) {
    return this.#client.get(`/summary${queryOf(query)}`, costSummarySchema);
  }

  getDays(query: CostDaysQuery) {
    return this.#client.get(`/days${queryOf(query)}`, costDaysSchema);
  }

  async exportDays(query: CostExportQuery) {
    return (await this.#client.fetch(`/export${queryOf(query)}`)).blob();
  }

  getOverview(query: CostOverviewQuery) {
    return this.#client.get(`/overview${queryOf(query)}`, costOverviewSchema);
  }

  getMovers(query: CostMoversQuery) {
    return this.#client.get(`/movers${queryOf(query)}`, costMoversSchema);
  }

  getAdvice(query: CostAdviceQuery) {
    return this.#client.get(`/advice${queryOf(query)}`, costAdviceListSchema);
  }

  async getAdvicePatch(id: string) {
    return (await this.#client.fetch(pathOf('advice', id, 'patch'))).text();
  }

  getModel(query: CostModelQuery) {
    return this.#client.get(`/model${queryOf(query)}`, costModelSchema);
  }

  getModels(query: CostModelsQuery) {
    return this.#client.get(`/models${queryOf(query)}`, costModelsSchema);
  }

  getChanges(query: CostChangesQuery) {
    return this.#client.get(`/changes${queryOf(query)}`, costChangesSchema);
  }

  getChange(id: string, query: CostChangesQuery) {
    return this.#client.get(
      `${pathOf('changes', id)}${queryOf(query)}`,
      costChangeAnswerSchema,
    );
  }

  listImports(cursor?: string) {
    return this.#client.get(
      `/imports${queryOf({ cursor })}`,
      costImportsSchema,
    );
  }

  async startImport(source: string) {
    await this.#client.fetch('/imports', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ source }),
    });
  }

  async forgetSource(source: string) {
    await this.#client.fetch(pathOf('sources', source), { method: 'DELETE' });
  }
}
