import { Amount } from '../money/amount';
import { UsageAdvice, UsageWindow } from './UsageAdvice';

/** What was measured of the containers of one name in a workload. @public */
export interface ContainerUsage {
  namespace: string;
  workload: string;
  /** Such as `Deployment`, where it is known. */
  workloadKind?: string;
  container: string;
  /** Whether the workload was changed within the window: what was measured is another's then. */
  isChanged: boolean;
  /** Whether an autoscaler sets the number of pods by usage over request: a lower request would raise it. */
  isAutoscaled: boolean;
  cpu?: {
    window: UsageWindow;
    /** 95 % quantile of the cores in use, of the pod that uses most. */
    p95Cores: number;
    requestMillicores: number;
  };
  memory?: {
    window: UsageWindow;
    /** Largest working set of a pod, in bytes. */
    maxBytes: number;
    requestBytes: number;
    /** Whether one was killed for its memory: what it would have used is not known then. */
    wasKilled: boolean;
  };
}

/** What an hour of what all pods of a workload request costs, for each unit that one pod requests. Absent where it is not known. @public */
export interface ResourcePrices {
  coreHour?: Amount;
  /** Of 2³⁰ bytes. */
  gibibyteHour?: Amount;
}

/** A request that could be lower, or why none is suggested. @public */
export type RequestAdvice = UsageAdvice & {
  resource: 'cpu' | 'memory';
  /** Millicores or bytes that each pod would request less; 0 where nothing is suggested. */
  less: number;
};
