import { Amount } from '../money/amount';

/** The four costs of FOCUS, in the words of the product. @public */
export const COST_METRICS = [
  'billed',
  'effective',
  'list',
  'contracted',
] as const;

/** Which of the four costs is meant. @public */
export type CostMetric = (typeof COST_METRICS)[number];

/** Amounts of some rows; a cost that no row states is absent, which is not zero. @public */
export type CostAmounts = Partial<Record<CostMetric, Amount>>;

/** What rows were charged for: everything that rules can look at. Absent where the source does not say. @public */
export interface CostSubject {
  /** Who provided the service, such as `AWS`. */
  provider?: string;
  billingAccount?: string;
  /** Id of the account, subscription or project that used the service. */
  account?: string;
  accountName?: string;
  service?: string;
  serviceCategory?: string;
  /** What of the service, such as `cpu` or `gpu` of a cluster. */
  serviceSubcategory?: string;
  region?: string;
  /** `Usage`, `Purchase`, `Tax`, `Credit` or `Adjustment`. */
  chargeCategory?: string;
  /** `Correction` where an earlier period is put right. */
  chargeClass?: string;
  resourceId?: string;
  resourceName?: string;
  /** Kubernetes cluster, namespace, workload and pod. */
  cluster?: string;
  namespace?: string;
  workload?: string;
  pod?: string;
  /** Run of a pipeline, as a tag or a label names it. */
  run?: string;
  tags: ReadonlyMap<string, string>;
  /** Tags are stated, but not in a way that is known: there may be some. */
  hasUnreadableTags?: boolean;
  /** Labels of the Kubernetes workload. */
  labels: ReadonlyMap<string, string>;
  /** Paid for and used by nobody: the rest of a node or a cluster. */
  isIdle: boolean;
}

/** Some rows of a source that were charged for the same subject on the same day, added up. @public */
export interface CostFact {
  /** ISO 4217 code; absent where the source states none. */
  currency?: string;
  /** UTC day on which the charge began, `YYYY-MM-DD`. */
  day?: string;
  /** Month of the bill, `YYYY-MM`: what a restatement replaces. */
  billingMonth?: string;
  subject: CostSubject;
  amounts: CostAmounts;
  /** Rows of the source. */
  rows: number;
}

/** A row that is not counted, and why. @public */
export interface RejectedRow {
  file: string;
  /** From 1, with the header. Absent where the file has no lines. */
  line?: number;
  column?: string;
  reason: string;
}
