import { Address } from '@plumbline/backstage-plugin-kit-react';
import {
  CostAdvice,
  CostAdviceKind,
  adviceKindSchema,
} from '@plumbline/backstage-plugin-cost-common';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';

/** What is looked for in the list; the address says it. */
export interface AdviceFilter {
  kind?: CostAdviceKind;
  owner?: string;
  state: CostAdvice['state'];
}

/** Every key of the address that belongs to the filter, taken away. */
export const NO_FILTER = {
  kind: undefined,
  owner: undefined,
  state: undefined,
};

/** An address may be typed by hand: what it says wrongly counts as not said. */
export function readAdviceFilter(address: Address): AdviceFilter {
  return {
    kind: adviceKindSchema.safeParse(address.get('kind')).data,
    owner: entityRefSchema.safeParse(address.get('owner')).data,
    state: address.get('state') === 'withheld' ? 'withheld' : 'suggestion',
  };
}

/** Whether less than everything is asked for. */
export function isNarrowed({ kind, owner }: AdviceFilter): boolean {
  return kind !== undefined || owner !== undefined;
}
