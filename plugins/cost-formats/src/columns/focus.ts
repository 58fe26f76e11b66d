import { readFields } from './columnSql';
import { TableColumns, TableFormat } from './TableFormat';

/**
 * Columns that each version of the FOCUS Cost and Usage data set brought, 1.0
 * to 1.4. Source: FinOps Open Cost and Usage Specification, change logs of the
 * versions, focus.finops.org.
 */
const BROUGHT: readonly (readonly [version: string, columns: string])[] = [
  [
    '1.0',
    `AvailabilityZone BilledCost BillingAccountId BillingAccountName BillingCurrency BillingPeriodEnd BillingPeriodStart
     ChargeCategory ChargeClass ChargeDescription ChargeFrequency ChargePeriodEnd ChargePeriodStart
     CommitmentDiscountCategory CommitmentDiscountId CommitmentDiscountName CommitmentDiscountStatus
     CommitmentDiscountType ConsumedQuantity ConsumedUnit ContractedCost ContractedUnitPrice EffectiveCost
     InvoiceIssuerName ListCost ListUnitPrice PricingCategory PricingQuantity PricingUnit ProviderName PublisherName
     RegionId RegionName ResourceId ResourceName ResourceType ServiceCategory ServiceName SkuId SkuPriceId
     SubAccountId SubAccountName Tags`,
  ],
  [
    '1.1',
    `CapacityReservationId CapacityReservationStatus CommitmentDiscountQuantity CommitmentDiscountUnit
     ServiceSubcategory SkuMeter SkuPriceDetails`,
  ],
  [
    '1.2',
    `BillingAccountType SubAccountType InvoiceId PricingCurrency PricingCurrencyContractedUnitPrice
     PricingCurrencyEffectiveCost PricingCurrencyListUnitPrice`,
  ],
  [
    '1.3',
    `AllocatedMethodId AllocatedMethodDetails AllocatedResourceId AllocatedResourceName AllocatedTags
     ContractApplied HostProviderName ServiceProviderName`,
  ],
  ['1.4', 'InvoiceDetailId CommitmentProgramEligibilityDetails'],
];

const VERSION_OF = new Map(
  BROUGHT.flatMap(([version, columns]) =>
    columns
      .trim()
      .split(/\s+/)
      .map(column => [column.toLowerCase(), version] as const),
  ),
);

/** 1.4 renamed the provider and dropped these. */
const DROPPED_IN_1_4 = ['ProviderName', 'PublisherName'];

/**
 * The lowest version that knows all FOCUS columns of the table; columns of
 * others do not count.
 */
function versionOf(columns: TableColumns): string {
  const newest = columns.all.reduce((highest, { name }) => {
    const version = VERSION_OF.get(name.trim().toLowerCase()) ?? '1.0';
    return version > highest ? version : highest;
  }, '1.0');
  return newest === '1.4' && columns.first(DROPPED_IN_1_4) ? '1.3' : newest;
}

/** Every bill has the first of them. */
const ACCOUNTS = ['BillingAccountId', 'SubAccountId', 'SubAccountName'];

/**
 * Bills in the FinOps Open Cost and Usage Specification, 1.0 to 1.4, with the
 * names of 1.4.
 */
export const FOCUS: TableFormat = {
  read(columns) {
    if (!columns.has('ChargeCategory', 'BilledCost')) {
      return undefined;
    }
    const fields = readFields(columns, {
      currency: ['BillingCurrency'],
      day: ['ChargePeriodStart'],
      billingMonth: ['BillingPeriodStart'],
      provider: ['ServiceProviderName', 'ProviderName'],
      billingAccount: ['BillingAccountId'],
      account: ['SubAccountId'],
      accountName: ['SubAccountName'],
      service: ['ServiceName'],
      serviceCategory: ['ServiceCategory'],
      serviceSubcategory: ['ServiceSubcategory'],
      region: ['RegionId'],
      chargeCategory: ['ChargeCategory'],
      chargeClass: ['ChargeClass'],
      resourceId: ['ResourceId'],
      resourceName: ['ResourceName'],
      tags: ['Tags'],
    });
    const amounts = readFields(columns, {
      billed: ['BilledCost'],
      effective: ['EffectiveCost'],
      list: ['ListCost'],
      contracted: ['ContractedCost'],
    });
    return {
      format: `focus-${versionOf(columns)}`,
      fields: fields.sql,
      amounts: amounts.sql,
      columnNames: { ...fields.columnNames, ...amounts.columnNames },
      warnings: [],
      isExcerpt: !columns.first(ACCOUNTS),
    };
  },
};

/** The other data sets of FOCUS, by a column that only they have: they state no costs of use. */
export const OTHER_FOCUS_DATA_SETS: readonly (readonly [
  column: string,
  title: string,
])[] = [
  ['ContractCommitmentId', 'Contract Commitment'],
  ['BillingPeriodStatus', 'Billing Period'],
  ['InvoiceDetailId', 'Invoice Detail'],
];
