import { Amount } from '../money/amount';

/** What was measured of the containers of one name in a workload. @public */
export interface ContainerUsage {
  namespace: string;
  workload: string;
  container: string;
  /** Pods that run it. */
  replicas: number;
  /** Days that were asked for. */
  windowDays: number;
  /** Samples that there are, and that there would be without gaps. */
  samples: number;
  expectedSamples: number;
  /** Whether the workload was changed within the window: what was measured is another's then. */
  isChanged: boolean;
  /** Whether an autoscaler sets the number of pods by usage over request: a lower request would raise it. */
  isAutoscaled: boolean;
  cpu?: {
    /** 95 % quantile of the cores in use. */
    p95Cores: number;
    requestMillicores: number;
  };
  memory?: {
    /** Largest working set, in bytes. */
    maxBytes: number;
    requestBytes: number;
  };
}

/** What an hour costs. @public */
export interface ResourcePrices {
  coreHour: Amount;
  /** Of 2³⁰ bytes. */
  gibibyteHour: Amount;
}

/** A request that could be lower, or why none is suggested. @public */
export type RequestAdvice =
  | {
      kind: 'suggestion';
      resource: 'cpu' | 'memory';
      /** As Kubernetes writes it, such as `250m` and `512Mi`. */
      current: string;
      suggested: string;
      /** What was measured, and over how long. */
      evidence: string;
      /** What less was requested would cost in 730 hours. It is saved once nodes can go. */
      savingPerMonth: Amount;
    }
  | { kind: 'withheld'; resource: 'cpu' | 'memory'; reason: string };
