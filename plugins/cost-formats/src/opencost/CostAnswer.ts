import { CostFact } from '../facts/CostFact';

/** An entry of an answer that is not counted, and why. @public */
export interface RejectedEntry {
  /** Such as `data[0].kube-system.cpuCost`. */
  place: string;
  reason: string;
}

/** What an answer of OpenCost or Kubecost says, as facts. @public */
export interface CostAnswer {
  facts: CostFact[];
  /** Entries of all sets together. */
  read: number;
  accepted: number;
  /** Some of the entries that are not counted. */
  rejected: RejectedEntry[];
  /** Whether two sets speak for the same time: then their entries may say the same twice. */
  overlaps: boolean;
  /** Whether every entry lies within one UTC day. Where not, the days of the facts are not to be trusted. */
  isDaily: boolean;
  warnings: string[];
}

/** How an answer is to be understood. @public */
export interface CostAnswerOptions {
  /** ISO 4217 code of the prices that the instance is configured with: its answers state none. */
  currency?: string;
  /** Name of the cluster, where entries state none. */
  cluster?: string;
  /** What was asked to be grouped by, such as `namespace` or `label:team`: parts of the names, where the entries do not say it themselves. */
  aggregate?: readonly string[];
}
