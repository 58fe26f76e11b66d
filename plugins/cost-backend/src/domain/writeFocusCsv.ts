import { parseEntityRef } from '@backstage/catalog-model';
import { csvLine } from '@plumbline/backstage-plugin-kit-common';
import {
  CostAmounts,
  CostMetric,
  NONE,
  SplitPolicies,
} from '@plumbline/backstage-plugin-cost-formats';
import { CatalogPlace } from './CatalogPlace';
import { addDays, daysOfMonth } from './days';
import { writeCostLine } from './writeCostCsv';

/** In the order of the columns below. */
const METRICS: readonly CostMetric[] = [
  'billed',
  'effective',
  'list',
  'contracted',
];

const CHARGE_CATEGORIES: ReadonlySet<string> = new Set([
  'Usage',
  'Purchase',
  'Tax',
  'Credit',
  'Adjustment',
]);

const SERVICE_CATEGORIES: ReadonlySet<string> = new Set([
  'AI and Machine Learning',
  'Analytics',
  'Business Applications',
  'Compute',
  'Databases',
  'Developer Tools',
  'Identity',
  'Integration',
  'Internet of Things',
  'Management and Governance',
  'Media',
  'Migration',
  'Mobile',
  'Multicloud',
  'Networking',
  'Other',
  'Security',
  'Storage',
  'Web',
]);

/** A row as it was booked, by the names of its columns. */
type Booked = Readonly<Record<string, string>>;

interface Context {
  place: CatalogPlace | undefined;
  policies: SplitPolicies;
  /** Rows that are the same to the last column count once where files are read. */
  rowNumber: number;
}

const orNull = (text: string) => (text === '' ? undefined : text);

function methodOf(
  { kind, pool }: Booked,
  policies: SplitPolicies,
): { id: string; split?: string } {
  if (kind === 'direct') {
    return { id: 'plumbline-rule' };
  }
  const policy = pool === '' ? policies.idle : policies.pools.get(pool);
  const split = policy?.split === 'none' ? undefined : policy?.split;
  return { id: ['plumbline', kind, split].filter(Boolean).join('-'), split };
}

/**
 * A row that a rule booked is the whole of its charge. What part of a shared
 * charge a row is tells what others pay, and is not said.
 */
function detailsOf(row: Booked, policies: SplitPolicies): string {
  const { kind, pool, rule } = row;
  return JSON.stringify(
    kind === 'direct'
      ? { Elements: [{ AllocatedRatio: 1, x_Rule: rule }] }
      : {
          Elements: [],
          x_Kind: kind,
          x_Pool: orNull(pool),
          x_Split: methodOf(row, policies).split,
        },
  );
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  idle: 'Share of what nobody used',
  shared: 'Share of what is shared',
};

/** Columns of FOCUS 1.4, Cost and Usage, and ours with `x_`; the four costs come after them. */
const COLUMNS: Readonly<
  Record<string, (row: Booked, context: Context) => string | undefined>
> = {
  // Of whoever publishes this file the account is the bill that it is made of
  BillingAccountId: row => row.source,
  BillingAccountName: row => row.source,
  SubAccountId: row => orNull(row.account),
  SubAccountName: row => orNull(row.account_name),
  BillingCurrency: row => row.currency,
  BillingPeriodStart: row => `${row.bill_month}-01T00:00:00Z`,
  BillingPeriodEnd: row =>
    `${addDays(daysOfMonth(row.bill_month).end, 1)}T00:00:00Z`,
  ChargePeriodStart: row => `${row.day}T00:00:00Z`,
  ChargePeriodEnd: row => `${addDays(row.day, 1)}T00:00:00Z`,
  ChargeCategory: row =>
    CHARGE_CATEGORIES.has(row.charge_category) ? row.charge_category : 'Usage',
  ChargeClass: () => undefined,
  ChargeDescription: row => DESCRIPTIONS[row.kind],
  InvoiceIssuerName: row => orNull(row.provider) ?? row.source,
  ServiceProviderName: row => orNull(row.provider) ?? row.source,
  HostProviderName: () => undefined,
  ServiceCategory: row =>
    SERVICE_CATEGORIES.has(row.service_category)
      ? row.service_category
      : 'Other',
  ServiceName: row => orNull(row.service) ?? NONE,
  RegionId: row => orNull(row.region),
  PricingQuantity: () => undefined,
  PricingUnit: () => undefined,
  AllocatedMethodId: (row, { policies }) => methodOf(row, policies).id,
  AllocatedMethodDetails: (row, { policies }) => detailsOf(row, policies),
  // Whose a row is may not be for the reader
  AllocatedResourceId: row => orNull(row.entity_ref),
  AllocatedResourceName: row =>
    row.entity_ref === '' ? undefined : parseEntityRef(row.entity_ref).name,
  AllocatedTags: (row, { place }) =>
    JSON.stringify({
      entityRef: orNull(row.entity_ref),
      owner: place?.ownerRef,
      system: place?.systemRef,
    }),
  x_Cluster: row => orNull(row.cluster),
  x_Namespace: row => orNull(row.namespace),
  x_Workload: row => orNull(row.workload),
  x_Run: row => orNull(row.run),
  x_ServiceCategory: row => orNull(row.service_category),
  x_ServiceSubcategory: row => orNull(row.service_subcategory),
  x_RowNumber: (_, { rowNumber }) => String(rowNumber),
};

const COST_COLUMNS = [
  'BilledCost',
  'EffectiveCost',
  'ListCost',
  'ContractedCost',
];

/** The first line. */
export function focusHeader(): string {
  return csvLine([...Object.keys(COLUMNS), ...COST_COLUMNS]);
}

/** A line of a booked row; a cost that its source does not state is null, which is not zero. */
export function writeFocusLine(
  row: { columns: Booked; amounts: CostAmounts },
  context: Context,
): string {
  return writeCostLine({
    texts: Object.values(COLUMNS).map(read => read(row.columns, context) ?? ''),
    amounts: row.amounts,
    metrics: METRICS,
  });
}
