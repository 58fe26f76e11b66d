import {
  CostDays,
  CostImport,
  CostMover,
  CostOverview,
  CostRow,
  CostSourceHealth,
  CostSummaryAnswer,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';

/** Noon of the day that it is in the tests. */
export const NOW = '2026-11-21T12:00:00.000Z';

export function createSource(
  overrides: Partial<CostSourceHealth> = {},
): CostSourceHealth {
  return {
    source: 'cloud',
    title: 'Cloud account',
    state: 'ok',
    readAt: '2026-11-21T10:00:00.000Z',
    lastDay: '2026-11-20',
    ...overrides,
  };
}

export function createCost(
  overrides: Partial<CurrencyCost> = {},
): CurrencyCost {
  return {
    currency: 'EUR',
    amount: '412.304000000000000001',
    direct: '376.304000000000000001',
    idle: '22',
    shared: '14',
    previousSameDays: '352.30',
    previousMonth: '600',
    forecast: {
      amount: '690.4',
      low: '660',
      high: '720',
      method: 'weekdays and trend of 60 days.',
    },
    budget: {
      amount: '800',
      currency: 'EUR',
      period: 'month',
      spent: '412.304000000000000001',
      status: 'ok',
      reason: 'Within the budget.',
    },
    parts: [
      { key: 'Storage', amount: '59.304', previous: '50.3' },
      { key: 'Compute', amount: '350', previous: '302' },
      { key: '(idle)', amount: '3', previous: null },
    ],
    unusual: [
      {
        day: '2026-11-12',
        actual: '84.20',
        expected: '31',
        isNewLevel: true,
        contributors: [
          { dimension: 'service', key: 'GPU nodes', change: '48' },
        ],
      },
    ],
    ...overrides,
  };
}

export function createSummary(
  overrides: Partial<CostSummaryAnswer> = {},
): CostSummaryAnswer {
  return {
    entityRef: 'component:default/checkout',
    month: '2026-11',
    metric: 'effective',
    convertibleTo: [],
    currencies: [createCost()],
    members: 1,
    sources: [createSource()],
    provisionalFrom: '2026-11-18',
    ...overrides,
  };
}

export function createDays(): CostDays {
  return {
    currencies: [
      {
        currency: 'EUR',
        series: [
          {
            key: 'Compute',
            days: [
              { day: '2026-11-18', amount: '10.105' },
              { day: '2026-11-20', amount: '12.50' },
            ],
          },
          { key: 'Storage', days: [{ day: '2026-11-20', amount: '-1.25' }] },
        ],
      },
    ],
  };
}

export function createRow(overrides: Partial<CostRow> = {}): CostRow {
  return {
    entityRef: 'component:default/checkout',
    ownerRef: 'group:default/core-team',
    systemRef: 'system:default/storefront',
    domainRef: 'domain:default/shop',
    currency: 'EUR',
    amount: '412.30',
    direct: '376.30',
    idle: '22',
    shared: '14',
    previousSameDays: '352.30',
    budgetStatus: 'ok',
    ...overrides,
  };
}

export function createOverview(
  overrides: Partial<CostOverview> = {},
): CostOverview {
  return {
    month: '2026-11',
    metric: 'effective',
    convertibleTo: [],
    items: [
      createRow(),
      createRow({
        entityRef: 'component:default/search',
        amount: '100.10',
        direct: '100.10',
        idle: '0',
        shared: '0',
        previousSameDays: '0',
        budgetStatus: undefined,
      }),
      createRow({
        entityRef: 'resource:default/lake',
        systemRef: undefined,
        amount: '5',
        previousSameDays: '5',
        budgetStatus: undefined,
      }),
    ],
    isComplete: true,
    sources: [createSource()],
    reconciliation: [
      {
        source: 'cloud',
        currency: 'EUR',
        total: '539.40',
        attributed: '481.40',
        shared: '14',
        idle: '22',
        unattributed: '22',
        difference: '0',
      },
    ],
    unattributed: [
      {
        source: 'cloud',
        currency: 'EUR',
        account: 'sandbox',
        service: 'Object Storage',
        amount: '2',
        reason: 'No rule matches.',
      },
      {
        source: 'cloud',
        currency: 'EUR',
        namespace: 'kube: "system"',
        amount: '20',
        reason: 'Two entities claim it.',
      },
    ],
    ...overrides,
  };
}

export function createMover(overrides: Partial<CostMover> = {}): CostMover {
  return {
    entityRef: 'component:default/checkout',
    ownerRef: 'group:default/core-team',
    currency: 'EUR',
    amount: '412.30',
    previousSameDays: '352.30',
    change: '60',
    reasons: [
      { dimension: 'service', key: 'GPU nodes', change: '48' },
      { dimension: 'service', key: '(idle)', change: '12' },
      { dimension: 'region', key: 'eu-west-1', change: '60' },
    ],
    ...overrides,
  };
}

export function createImport(overrides: Partial<CostImport> = {}): CostImport {
  return {
    id: 'i1',
    source: 'cloud',
    title: 'Cloud account',
    state: 'done',
    startedAt: '2026-11-21T10:00:00.000Z',
    endedAt: '2026-11-21T10:00:05.000Z',
    format: 'focus-1.2',
    rows: { read: 1200, accepted: 1198, rejected: 2, repeated: 0 },
    rejected: [
      {
        file: 'november.csv',
        line: 17,
        column: 'BilledCost',
        reason: "'n/a' is no amount",
      },
    ],
    firstDay: '2026-11-01',
    lastDay: '2026-11-20',
    reconciliation: createOverview().reconciliation ?? [],
    warnings: ['3 rows state no list price.'],
    ...overrides,
  };
}
