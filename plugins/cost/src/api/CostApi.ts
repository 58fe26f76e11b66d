import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  CostDays,
  CostDaysQuery,
  CostImports,
  CostOverview,
  CostOverviewQuery,
  CostSummaryAnswer,
  CostSummaryQuery,
} from '@plumbline/backstage-plugin-cost-common';

/** What the pages ask the backend. @public */
export interface CostApi {
  /** What an entity costs in a month, against which budget and made of what. */
  getSummary(query: CostSummaryQuery): Promise<CostSummaryAnswer>;
  /** What it cost on each day. */
  getDays(query: CostDaysQuery): Promise<CostDays>;
  /** The same as CSV, with everything that the sources say. */
  exportDays(query: Omit<CostDaysQuery, 'group'>): Promise<Blob>;
  /** What entities cost: those of some owners, or all that the caller may read. */
  getOverview(query: CostOverviewQuery): Promise<CostOverview>;
  /** How sources were read, the newest first. */
  listImports(cursor?: string): Promise<CostImports>;
  /** Has a source read now. */
  startImport(source: string): Promise<void>;
}

/** @public */
export const costApiRef = createApiRef<CostApi>({ id: 'plugin.cost.client' });
