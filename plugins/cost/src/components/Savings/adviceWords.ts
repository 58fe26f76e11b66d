import {
  CostAdvice,
  CostAdviceKind,
} from '@plumbline/backstage-plugin-cost-common';

/** What could be changed, as a choice and in a table. */
export const ADVICE_KINDS: Record<CostAdviceKind, string> = {
  cpuRequest: 'CPU request',
  memoryRequest: 'Memory request',
  gpuIdle: 'GPUs',
  volumeIdle: 'Volume',
  spot: 'Interruptible nodes',
};

export const ADVICE_STATES: Record<CostAdvice['state'], string> = {
  suggestion: 'suggested',
  withheld: 'withheld',
};

/** Where something runs: `core-production/backend`, as the cluster calls it. */
export function placeOf(advice: CostAdvice): string {
  return `${advice.namespace}/${advice.workload}`;
}

/** What a suggestion is about, in few letters: `CPU request: core-production/backend`. */
export function titleOf(advice: CostAdvice): string {
  return `${ADVICE_KINDS[advice.kind]}: ${placeOf(advice)}`;
}
