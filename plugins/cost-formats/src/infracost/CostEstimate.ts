import { Amount } from '../money/amount';

/** Cost per month before and after a change. What the estimate does not state is absent. @public */
export interface MonthlyCost {
  monthly?: Amount;
  /** What of it depends on an estimated usage. */
  usage?: Amount;
  past?: Amount;
  difference?: Amount;
}

/** One price of a resource. @public */
export interface EstimatedComponent {
  name: string;
  unit?: string;
  /** Units per month, as decimal text. */
  quantity?: string;
  price?: Amount;
  /** Absent where no usage or no price is known. */
  monthly?: Amount;
  isUsageBased: boolean;
  isPriceMissing: boolean;
}

/** A resource of a plan or a part of one. @public */
export interface EstimatedResource {
  name: string;
  type?: string;
  tags: ReadonlyMap<string, string>;
  monthly?: Amount;
  components: EstimatedComponent[];
  parts: EstimatedResource[];
}

/** A project, such as one Terraform folder. @public */
export interface EstimatedProject extends MonthlyCost {
  name: string;
  /** Why it, or some of it, could not be estimated. */
  errors: string[];
  resources: EstimatedResource[];
  /** Resources whose cost the change raises or lowers, by how much. */
  changes: { name: string; type?: string; monthly: Amount }[];
}

/** What a change of infrastructure will cost. @public */
export interface CostEstimate extends MonthlyCost {
  version?: string;
  /** ISO 4217 code. */
  currency: string;
  generatedAt?: string;
  projects: EstimatedProject[];
  /** Components that cost something once they are used, of which no usage was estimated. */
  withoutUsage: number;
  /** Components without a known price. */
  withoutPrice: number;
  /** Types of resources that Infracost does not know, and how many of each. */
  unsupported: ReadonlyMap<string, number>;
  warnings: string[];
}
