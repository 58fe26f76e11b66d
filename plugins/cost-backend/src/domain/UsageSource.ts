import { Amount } from '@plumbline/backstage-plugin-cost-formats';

/** What an hour or a month costs where nothing that is measured says so. */
export interface UsagePrices {
  /** ISO 4217 code, also of the prices that OpenCost exports: its metrics name none. */
  currency: string;
  coreHour?: Amount;
  /** Of 2³⁰ bytes. */
  gibibyteHour?: Amount;
  gpuHour?: Amount;
  volumeGibibyteMonth?: Amount;
  /** By how many percent nodes that may be interrupted are cheaper. */
  spotDiscountPercent?: Amount;
}

/** A Prometheus that usage is read from. */
export interface UsageSource {
  id: string;
  title: string;
  /** Name of the cluster of series that have no label `cluster`. */
  cluster: string;
  /** Whole days that are looked at, up to the last midnight in UTC. */
  windowDays: number;
  /** Absent where nothing says in which currency anything is paid. */
  prices?: UsagePrices;
}
