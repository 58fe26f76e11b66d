import type { CostAdvice } from '@plumbline/backstage-plugin-cost-common';

/** Advice as it is stored; whose it is now is looked up. */
export interface StoredAdvice {
  advice: Omit<CostAdvice, 'ownerRef'>;
  patch?: string;
}
