import { mapped, readFields } from './columnSql';
import { TableColumns, TableFormat } from './TableFormat';

const COSTS = ['CostInBillingCurrency', 'Cost', 'PreTaxCost', 'ExtendedCost'];
const DAYS = ['Date', 'UsageDate', 'UsageDateTime'];

const CHARGE_CATEGORIES = {
  Usage: 'Usage',
  UnusedReservation: 'Usage',
  UnusedSavingsPlan: 'Usage',
  Purchase: 'Purchase',
  Tax: 'Tax',
  Refund: 'Credit',
  RoundingAdjustment: 'Adjustment',
};

/** Exports in other languages have the English name in brackets, as in `Kategorie der Verbrauchseinheit (MeterCategory)`. */
const IN_BRACKETS = /\((\w+)\)\s*$/;

/** Cost exports of Microsoft Azure: Enterprise Agreement, Microsoft Customer Agreement and pay as you go, actual and amortized. */
export const AZURE: TableFormat = {
  read({ all }) {
    const columns = new TableColumns(all, name => IN_BRACKETS.exec(name)?.[1]);
    const cost = columns.first(COSTS);
    if (!cost || !columns.has('MeterCategory') || !columns.first(DAYS)) {
      return undefined;
    }
    const fields = readFields(columns, {
      currency: ['BillingCurrency', 'BillingCurrencyCode', 'Currency'],
      day: DAYS,
      billingMonth: ['BillingPeriodStartDate', 'BillingPeriodStart'],
      billingAccount: ['BillingAccountId'],
      account: ['SubscriptionId', 'SubscriptionGuid'],
      accountName: ['SubscriptionName'],
      service: ['MeterCategory'],
      serviceCategory: ['ServiceFamily'],
      serviceSubcategory: ['MeterSubCategory'],
      region: ['ResourceLocation', 'ResourceLocationNormalized'],
      chargeCategory: ['ChargeType'],
      resourceId: ['ResourceId', 'InstanceId', 'InstanceName'],
      resourceName: ['ResourceName'],
      tags: ['Tags'],
    });
    const amounts = readFields(columns, { effective: [cost.name] });
    const { chargeCategory } = fields.sql;
    return {
      format: 'azure-cost',
      fields: {
        ...fields.sql,
        provider: "'Microsoft'",
        ...(chargeCategory && {
          chargeCategory: mapped(chargeCategory, CHARGE_CATEGORIES),
        }),
      },
      amounts: amounts.sql,
      columnNames: { ...fields.columnNames, ...amounts.columnNames },
      warnings: [
        'an Azure export states one cost and not whether it is the actual or the amortized one: it counts as effective cost, and there is no billed one',
      ],
    };
  },
};
