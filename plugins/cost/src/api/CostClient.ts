import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { JsonClient, queryOf } from '@plumbline/backstage-plugin-kit-react';
import {
  CostDaysQuery,
  CostOverviewQuery,
  CostSummaryQuery,
  costDaysSchema,
  costImportsSchema,
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

  async exportDays(query: Omit<CostDaysQuery, 'group'>) {
    return (await this.#client.fetch(`/export${queryOf(query)}`)).blob();
  }

  getOverview(query: CostOverviewQuery) {
    return this.#client.get(`/overview${queryOf(query)}`, costOverviewSchema);
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
}
