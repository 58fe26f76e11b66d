import type { CostAdvice } from '@plumbline/backstage-plugin-cost-common';
import { CostSubject } from '@plumbline/backstage-plugin-cost-formats';

/** Advice as it is stored; whose it is now is looked up. */
export interface StoredAdvice {
  advice: Omit<CostAdvice, 'ownerRef'>;
  patch?: string;
  /** What rules look at to say whose it is. */
  subject: CostSubject;
}
