import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  CostAdviceList,
  CostAdviceQuery,
  CostChangeAnswer,
  CostChanges,
  CostChangesQuery,
  CostDays,
  CostDaysQuery,
  CostExportQuery,
  CostImports,
  CostModelAnswer,
  CostModelQuery,
  CostModels,
  CostModelsQuery,
  CostMovers,
  CostMoversQuery,
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
  /** The same as a file, with everything that the sources say: CSV, or FOCUS. */
  exportDays(query: CostExportQuery): Promise<Blob>;
  /** What entities cost: those of some owners, or all that the caller may read. */
  getOverview(query: CostOverviewQuery): Promise<CostOverview>;
  /** What costs more or less than on the same days of the month before, and why. */
  getMovers(query: CostMoversQuery): Promise<CostMovers>;
  /** What could be saved, or why nothing is suggested. */
  getAdvice(query: CostAdviceQuery): Promise<CostAdviceList>;
  /** A suggestion as a patch for Kustomize, in YAML. */
  getAdvicePatch(id: string): Promise<string>;
  /** What a model costs, and one of what it does. */
  getModel(query: CostModelQuery): Promise<CostModelAnswer>;
  /** The same of all models, the dearest first. */
  getModels(query: CostModelsQuery): Promise<CostModels>;
  /** When figures became others, the newest first. */
  getChanges(query: CostChangesQuery): Promise<CostChanges>;
  /** One such change, with a page of its differences. */
  getChange(id: string, query: CostChangesQuery): Promise<CostChangeAnswer>;
  /** How sources were read, the newest first. */
  listImports(cursor?: string): Promise<CostImports>;
  /** Has a source read now. */
  startImport(source: string): Promise<void>;
  /** Deletes everything that is stored of a source that is configured no more. */
  forgetSource(source: string): Promise<void>;
}

/** @public */
export const costApiRef = createApiRef<CostApi>({ id: 'plugin.cost.client' });
