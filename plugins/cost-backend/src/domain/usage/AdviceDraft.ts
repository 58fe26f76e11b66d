import type {
  CostAdvice,
  CostAdviceKind,
} from '@plumbline/backstage-plugin-cost-common';
import {
  RequestAdvice,
  UsageAdvice,
} from '@plumbline/backstage-plugin-cost-formats';
import { Workload } from './Workloads';

/** Advice, before it is known whose it is. */
export interface AdviceDraft {
  kind: CostAdviceKind;
  workload: Workload;
  container?: string;
  /** Which GPUs, where a container has several sizes. */
  resource?: string;
  advice: UsageAdvice;
  measured?: CostAdvice['measured'];
  /** For Kustomize. */
  patch?: string;
}

/** Advice on what a container requests. */
export type RequestDraft = AdviceDraft & {
  container: string;
  advice: RequestAdvice;
};
