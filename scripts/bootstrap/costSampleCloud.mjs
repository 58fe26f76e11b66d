import {
  costOf,
  daysBefore,
  decimalOf,
  groupBy,
  shiftDay,
  shiftMonth,
} from './costSampleDays.mjs';

/** What runs in the cloud account: service, its category, what it costs on a usual day, whose it is, and of what pipeline every day is a run. */
const RESOURCES = [
  {
    id: 'db-orders',
    service: 'Managed PostgreSQL',
    category: 'Databases',
    usual: 9.6,
    noise: 0.01,
    isCommitted: true,
    entity: 'resource:default/postgresql',
    team: 'core-team',
  },
  {
    id: 'db-orders-backups',
    service: 'Object Storage',
    category: 'Storage',
    usual: 0.8,
    growth: 0.003,
    entity: 'resource:default/postgresql',
    team: 'core-team',
  },
  {
    id: 'cdn-shop',
    service: 'Content Delivery',
    category: 'Networking',
    usual: 4.2,
    week: 'shop',
    noise: 0.12,
    entity: 'component:default/frontend',
    team: 'core-team',
  },
  {
    id: 'mail-orders',
    service: 'Mail Delivery',
    category: 'Integration',
    usual: 1.35,
    week: 'shop',
    noise: 0.1,
    entity: 'component:default/backend',
    team: 'core-team',
  },
  {
    id: 'train-credit-risk',
    service: 'Training Jobs',
    category: 'AI and Machine Learning',
    usual: 18.5,
    week: 'sundays',
    noise: 0.06,
    entity: 'component:default/credit-risk-training',
    team: 'ml-team',
    run: 'credit-risk',
  },
  {
    id: 'train-recommendations',
    service: 'Training Jobs',
    category: 'AI and Machine Learning',
    usual: 61,
    week: 'saturdays',
    noise: 0.08,
    entity: 'component:default/recommendations-training',
    team: 'ml-team',
    run: 'recommendations',
  },
  {
    id: 'train-demand-forecast',
    service: 'Training Jobs',
    category: 'AI and Machine Learning',
    usual: 3.9,
    noise: 0.1,
    entity: 'component:default/demand-forecast-training',
    team: 'ml-team',
    run: 'demand-forecast',
  },
  {
    id: 'artifacts',
    service: 'Object Storage',
    category: 'Storage',
    usual: 1.9,
    noise: 0.01,
    growth: 0.004,
    entity: 'resource:default/ml-artifacts',
    team: 'ml-team',
  },
  {
    id: 'features-credit-risk',
    service: 'Object Storage',
    category: 'Storage',
    usual: 1.15,
    noise: 0.01,
    growth: 0.003,
    entity: 'resource:default/credit-features',
    team: 'ml-team',
  },
  {
    id: 'features-demand',
    service: 'Object Storage',
    category: 'Storage',
    usual: 0.7,
    noise: 0.01,
    growth: 0.002,
    entity: 'resource:default/demand-features',
    team: 'ml-team',
  },
  {
    id: 'versions-recommendations',
    service: 'Object Storage',
    category: 'Storage',
    usual: 0.45,
    noise: 0.01,
    entity: 'resource:default/recommendations',
    team: 'ml-team',
  },
  {
    id: 'db-models',
    service: 'Managed PostgreSQL',
    category: 'Databases',
    usual: 3.1,
    noise: 0.01,
    entity: 'resource:default/ml-postgresql',
    team: 'ml-team',
  },
  {
    id: 'events',
    service: 'Managed Streaming',
    category: 'Integration',
    usual: 6.3,
    week: 'shop',
    noise: 0.07,
    entity: 'resource:default/raw-events',
    team: 'data-team',
  },
  {
    id: 'db-tables',
    service: 'Managed PostgreSQL',
    category: 'Databases',
    usual: 12.2,
    noise: 0.01,
    entity: 'resource:default/data-postgresql',
    team: 'data-team',
  },
  {
    id: 'lake',
    service: 'Object Storage',
    category: 'Storage',
    usual: 4.4,
    noise: 0.02,
    growth: 0.002,
    entity: 'resource:default/object-storage',
    team: 'platform-team',
  },
  {
    id: 'entry',
    service: 'Load Balancing',
    category: 'Networking',
    usual: 1.6,
    week: 'shop',
    entity: 'component:default/ingress',
    team: 'platform-team',
  },
  // Nobody said whose these are
  {
    id: 'nat-0f3',
    service: 'Address Translation',
    category: 'Networking',
    usual: 2.9,
    noise: 0.1,
  },
  {
    id: 'vm-test-17',
    service: 'Virtual Machines',
    category: 'Compute',
    usual: 2.4,
    week: 'office',
    account: ['200', 'Sandbox'],
  },
  {
    id: 'disk-old',
    service: 'Block Storage',
    category: 'Storage',
    usual: 0.55,
    noise: 0,
    account: ['200', 'Sandbox'],
  },
];

const COLUMNS =
  `BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart
  ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart ContractedCost
  EffectiveCost InvoiceId ListCost PricingCurrency ProviderName RegionId ResourceId ResourceName ServiceCategory
  ServiceName SubAccountId SubAccountName Tags`.split(/\s+/);

/** A line of the bill; what is said of all of them stands here once. */
function lineOf({ month, day, resource = {}, ...own }) {
  const { entity, team, run, account = ['100', 'Production'] } = resource;
  const tags = {
    ...(entity && { 'plumbline.dev/entity': entity }),
    ...(team && { team }),
    ...(run && { 'plumbline.dev/run-id': `${run}-${day}` }),
  };
  return {
    BillingAccountId: '1000',
    BillingAccountName: 'Example',
    BillingCurrency: 'EUR',
    BillingPeriodEnd: `${shiftMonth(month, 1)}-01T00:00:00Z`,
    BillingPeriodStart: `${month}-01T00:00:00Z`,
    ChargeFrequency: 'Usage-Based',
    ChargePeriodEnd: `${shiftDay(day, 1)}T00:00:00Z`,
    ChargePeriodStart: `${day}T00:00:00Z`,
    InvoiceId: `INV-${month}`,
    PricingCurrency: 'EUR',
    ProviderName: 'Example Cloud',
    RegionId: resource.id ? 'eu-central' : '',
    ResourceId: resource.id ?? '',
    ResourceName: resource.id ?? '',
    ServiceCategory: resource.category,
    ServiceName: resource.service,
    SubAccountId: account[0],
    SubAccountName: account[1],
    Tags: Object.keys(tags).length > 0 ? JSON.stringify(tags) : '',
    ...own,
  };
}

function amountsOf({ billed, effective, list = effective }) {
  return {
    BilledCost: decimalOf(billed),
    EffectiveCost: decimalOf(effective),
    ContractedCost: decimalOf(effective),
    ListCost: decimalOf(list),
  };
}

function usageOf(resource, day, today) {
  const effective = costOf({ name: resource.id, day, today, ...resource });
  if (effective === 0) {
    return [];
  }
  return [
    lineOf({
      month: day.slice(0, 7),
      day,
      resource,
      ChargeCategory: 'Usage',
      ChargeDescription: `${resource.service}, ${resource.id}`,
      ...amountsOf({
        // What was committed to is paid for on the first of the month
        billed: resource.isCommitted ? 0 : effective,
        effective,
        list: Math.round(effective * 1.18),
      }),
    }),
  ];
}

const OTHER = { service: 'Account', category: 'Other' };

/** What comes once a month, by the day on which it is charged. */
function monthlyOf(day) {
  const month = day.slice(0, 7);
  const line = (resource, category, description, amounts) =>
    lineOf({
      month,
      day,
      resource,
      ChargeCategory: category,
      ChargeDescription: description,
      ChargeFrequency: 'Recurring',
      ...amountsOf(amounts),
    });
  if (day.endsWith('-01')) {
    return [
      line(RESOURCES[0], 'Purchase', 'Committed database hours of a month', {
        billed: 281_500_000,
        effective: 0,
      }),
      line({ ...OTHER, service: 'Support' }, 'Purchase', 'Support plan', {
        billed: 49_000_000,
        effective: 49_000_000,
      }),
    ];
  }
  if (day.endsWith('-05')) {
    const cdn = RESOURCES.find(({ id }) => id === 'cdn-shop');
    return [
      line(cdn, 'Credit', 'Credit for an outage', {
        billed: -12_400_000,
        effective: -12_400_000,
        list: 0,
      }),
    ];
  }
  if (shiftDay(day, 1).endsWith('-01')) {
    return [
      line(OTHER, 'Tax', 'Value added tax', {
        billed: 168_370_000,
        effective: 168_370_000,
      }),
    ];
  }
  return [];
}

/** The bill of the last closed month puts right a day of the month before it. */
function correctionOf(today) {
  const month = shiftMonth(shiftDay(today, -1).slice(0, 7), -1);
  return lineOf({
    month,
    day: shiftDay(`${month}-01`, -1),
    resource: RESOURCES.find(({ id }) => id === 'events'),
    ChargeCategory: 'Usage',
    ChargeClass: 'Correction',
    ChargeDescription: 'Managed Streaming was measured twice',
    ...amountsOf({ billed: -7_250_000, effective: -7_250_000 }),
  });
}

const cellOf = (value = '') =>
  /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/**
 * Bills of a cloud account in FOCUS 1.2, one for each month.
 *
 * @param {{ today: string, days: number }} options
 * @returns {Map<string, string>} CSV by month
 */
export function buildCloudBills({ today, days }) {
  const lines = daysBefore(today, days).flatMap(day => [
    ...RESOURCES.flatMap(resource => usageOf(resource, day, today)),
    ...monthlyOf(day),
  ]);
  lines.push(correctionOf(today));
  const byMonth = groupBy(lines, line => line.BillingPeriodStart.slice(0, 7));
  return new Map(
    [...byMonth].map(([month, own]) => [
      month,
      [
        COLUMNS.join(','),
        ...own.map(line => COLUMNS.map(name => cellOf(line[name])).join(',')),
        '',
      ].join('\n'),
    ]),
  );
}
