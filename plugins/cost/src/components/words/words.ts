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
  direct: 'Its own',
  idle: 'Idle share',
  shared: 'Shared',
};

/** What no row of the bill says, since it is a share of several. */
const SHARES: Record<string, string> = {
  '(idle)': 'Idle share',
  '(shared)': 'Shared',
  '(none)': 'not said',
};

/** What a part of a cost is called. */
export function partName(group: CostGroup, key: string): string {
  const names = group === 'kind' ? { ...SHARES, ...KINDS } : SHARES;
  // Such as `(idle) cpu`
  const [, share, rest] = /^(\([a-z]+\)) (.+)$/.exec(key) ?? [];
  if (share && Object.hasOwn(SHARES, share)) {
    return `${SHARES[share]}: ${rest}`;
  }
  return Object.hasOwn(names, key) ? names[key] : key;
}

/** `1 entity`, `3 entities`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
