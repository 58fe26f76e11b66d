import {
  CostAdvice,
  CostAdviceList,
  CostUsageSource,
} from '@plumbline/backstage-plugin-cost-common';

export function createUsageSource(
  overrides: Partial<CostUsageSource> = {},
): CostUsageSource {
  return {
    source: 'cluster',
    title: 'Cluster EU',
    state: 'ok',
    readAt: '2026-11-21T10:00:00.000Z',
    ...overrides,
  };
}

export function createAdvice(overrides: Partial<CostAdvice> = {}): CostAdvice {
  return {
    id: 'a1',
    kind: 'cpuRequest',
    state: 'suggestion',
    entityRef: 'component:default/checkout',
    ownerRef: 'group:default/core-team',
    cluster: 'cluster-eu',
    namespace: 'core-production',
    workload: 'checkout',
    workloadKind: 'Deployment',
    container: 'app',
    current: '2',
    suggested: '500m',
    saving: { amount: '38.0000004', currency: 'EUR' },
    evidence: '95 of 100 times it used less than 0.41 cores.',
    measured: {
      unit: 'cores',
      requested: 2,
      days: [
        { day: '2026-11-19', value: 0.39 },
        { day: '2026-11-20', value: 0.41 },
      ],
    },
    from: '2026-11-07',
    to: '2026-11-20',
    measuredAt: '2026-11-21T10:00:00.000Z',
    source: 'cluster',
    hasPatch: true,
    ...overrides,
  };
}

export function createWithheld(
  overrides: Partial<CostAdvice> = {},
): CostAdvice {
  return createAdvice({
    id: 'w1',
    state: 'withheld',
    suggested: undefined,
    saving: null,
    evidence: undefined,
    reason: 'The request was changed on 18 Nov, inside the window.',
    hasPatch: false,
    ...overrides,
  });
}

export function createAdviceList(
  overrides: Partial<CostAdviceList> = {},
): CostAdviceList {
  return {
    items: [
      createAdvice(),
      createAdvice({
        id: 'a2',
        kind: 'volumeIdle',
        entityRef: undefined,
        ownerRef: undefined,
        namespace: 'sandbox',
        workload: 'old-data',
        workloadKind: undefined,
        container: undefined,
        current: '100Gi, mounted by nothing',
        suggested: 'delete it',
        saving: null,
        evidence: 'Nothing mounted it in 14 days.',
        measured: undefined,
        hasPatch: false,
      }),
    ],
    savings: [
      { currency: 'EUR', amount: '312.40' },
      { currency: 'USD', amount: '40' },
    ],
    withheld: 3,
    sources: [createUsageSource()],
    ...overrides,
  };
}
