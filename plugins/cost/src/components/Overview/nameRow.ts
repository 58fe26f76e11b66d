import { nameOf } from '@plumbline/backstage-plugin-kit-react';
import { CostGroupRow, Grouping } from './groupRows';

/** Kind that goes without saying in each grouping. */
const KINDS: Record<Grouping, string> = {
  domain: 'domain',
  system: 'system',
  owner: 'group',
  entity: 'component',
};

/** What counts together, by its name; what has none is said so. */
export function nameRow(row: CostGroupRow, grouping: Grouping): string {
  if (row.ref === undefined) {
    return `without ${grouping === 'owner' ? 'an owner' : `a ${grouping}`}`;
  }
  return nameOf(row.ref, KINDS[grouping]);
}
