/**
 * Bills and cost allocations as exact daily facts, their attribution to
 * entities, and the split of what is shared.
 *
 * @packageDocumentation
 */
export {
  type Amount,
  AMOUNT_SCALE,
  formatAmount,
  readAmount,
} from './money/amount';
export {
  COST_METRICS,
  type CostAmounts,
  type CostFact,
  type CostMetric,
  type CostSubject,
  type RejectedRow,
} from './facts/CostFact';
export { createRunNamer, DEFAULT_RUN_KEYS } from './facts/nameRun';
export { parseTags } from './facts/readTags';
export { OtherDataSet } from './columns/OtherDataSet';
export { readTable, TABLE_FORMATS } from './columns/readTable';
export {
  TABLE_FIELDS,
  type TableColumn,
  type TableField,
  type TableReading,
} from './columns/TableFormat';
export { createRows, loadRows, ROWS_TABLE } from './sql/loadRows';
export {
  addUpRows,
  countRows,
  createAmounts,
  createHashes,
  FACTS_TABLE,
  findAlikeRows,
  findOddAmounts,
  findRejectedRows,
  findRepeatedRows,
  findWidth,
  hashAlikeRows,
  insertAmounts,
  numberSubjects,
  orderFacts,
  selectAlikeFiles,
  selectOddAmounts,
} from './sql/addUpRows';
export {
  countLostSubjects,
  createSubjects,
  findSubjectRows,
  loadSubjects,
  SUBJECTS_TABLE,
} from './sql/loadSubjects';
export {
  type FactCell,
  type FactColumn,
  type FactTable,
  type FactWidth,
  readFacts,
  selectFacts,
  selectSubjects,
  type SubjectPage,
} from './sql/readFacts';
export {
  CostSummary,
  type CurrencySummary,
  NONE,
  type TagCoverage,
  SUMMARY_DIMENSIONS,
  type SummaryDimension,
} from './summary/CostSummary';
export { DocumentRefused, OtherDocument } from './json/DocumentRefused';
export {
  type CostAnswer,
  type CostAnswerOptions,
  type RejectedEntry,
} from './opencost/CostAnswer';
export { readAllocations } from './opencost/readAllocations';
export { readCloudCosts } from './opencost/readCloudCosts';
export {
  attributionMatchSchema,
  attributionRuleSchema,
  entityFromSchema,
  type AttributionMatch,
  type AttributionRule,
  type EntityFrom,
} from './attribution/attributionRule';
export { type Attribution, compileRules } from './attribution/compileRules';
export type { RefusedAnnotation } from './attribution/catalogClaims';
export { readEntityRef } from './attribution/entityRef';
export type { NearMiss, NearMissReason } from './attribution/entityFromRow';
export { readAttributionRules } from './attribution/readAttributionRules';
export {
  type AmbiguousClaim,
  type AnnotatedEntity,
  type CatalogRules,
  rulesFromCatalog,
} from './attribution/rulesFromCatalog';
export {
  type AttributionTally,
  tallyAttributions,
} from './attribution/tallyAttributions';
export {
  ALLOCATION_DIMENSIONS,
  type AllocationDimension,
  type AttributedFact,
  type CostAllocation,
  type UnattributedReason,
} from './allocation/CostAllocation';
export {
  findDifferences,
  reconcileCosts,
  type ReconciliationLine,
} from './allocation/reconcile';
export { shareCosts } from './allocation/shareCosts';
export { splitExactly } from './allocation/splitExactly';
export {
  readSplitPolicies,
  splitPolicySchema,
  type SplitPolicies,
  type SplitPolicy,
} from './allocation/splitPolicy';
export { readEstimate } from './infracost/readEstimate';
export type {
  CostEstimate,
  EstimatedComponent,
  EstimatedProject,
  EstimatedResource,
  MonthlyCost,
} from './infracost/CostEstimate';
export {
  COST_PERIODS,
  type CostPeriod,
  periodAround,
} from './forecast/calendar';
export type { DailyCost } from './forecast/DailyCost';
export type { ForecastMethod } from './forecast/CostModel';
export {
  type Forecast,
  forecastCost,
  type ForecastQuestion,
} from './forecast/forecastCost';
export {
  type AnomalyQuestion,
  type CostAnomaly,
  findAnomalies,
} from './anomalies/findAnomalies';
export {
  type Contributor,
  type ContributorDimension,
  findContributors,
} from './anomalies/findContributors';
export { type Budget, DEFAULT_THRESHOLDS } from './budget/Budget';
export { parseBudget, readBudget } from './budget/readBudget';
export {
  type BudgetStatus,
  type BudgetUse,
  evaluateBudget,
} from './budget/evaluateBudget';
export type {
  ContainerUsage,
  RequestAdvice,
  ResourcePrices,
} from './rightsizing/ContainerUsage';
export type { UsageAdvice, UsageWindow } from './rightsizing/UsageAdvice';
export { adviseGpus, type GpuUsage } from './rightsizing/adviseGpus';
export { adviseSpot, type SpotUsage } from './rightsizing/adviseSpot';
export { adviseVolume, type VolumeUsage } from './rightsizing/adviseVolume';
export { adviseRequests } from './rightsizing/adviseRequests';
export { isKubernetesName, kustomizePatch } from './rightsizing/kustomizePatch';
export {
  type CostDocumentFormat,
  readCostDocument,
} from './opencost/readCostDocument';
