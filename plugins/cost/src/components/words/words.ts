import {
  CostGroup,
  CostMetricName,
} from '@plumbline/backstage-plugin-cost-common';

/** How costs are told apart, as a choice. */
export const GROUPS: Record<CostGroup, string> = {
  serviceCategory: 'kind of service',
  service: 'service',
  kind: 'own, shared and idle',
  region: 'region',
  account: 'account',
  chargeCategory: 'kind of charge',
};

export const METRICS: Record<CostMetricName, string> = {
  effective: 'effective cost',
  billed: 'billed cost',
  list: 'list price',
  contracted: 'contracted cost',
};

const KINDS: Record<string, string> = {
  direct: 'its own',
  idle: 'idle share',
  shared: 'shared',
};

/** What a part of a cost is called. */
export function partName(group: CostGroup, key: string): string {
  if (key === '(none)') {
    // Shares of what is idle or shared belong to no part of the bill
    return group === 'kind' ? 'not said' : 'idle, shared or not said';
  }
  return group === 'kind' ? (KINDS[key] ?? key) : key;
}

/** `1 entity`, `3 entities`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
