import { mapped, readFields } from './columnSql';
import { TableFormat } from './TableFormat';

const CHARGE_CATEGORIES = {
  Usage: 'Usage',
  UnusedReservation: 'Usage',
  UnusedSavingsPlan: 'Usage',
  Purchase: 'Purchase',
  Tax: 'Tax',
  Refund: 'Credit',
  RoundingAdjustment: 'Adjustment',
};

/** Cost exports of Microsoft Azure: Enterprise Agreement and Microsoft Customer Agreement, actual and amortized. */
export const AZURE: TableFormat = {
  read(columns) {
    const costNames = ['CostInBillingCurrency', 'Cost', 'PreTaxCost'];
    const cost = columns.first(costNames);
    if (!cost || !columns.has('MeterCategory', 'Date')) {
      return undefined;
    }
    const fields = readFields(columns, {
      currency: ['BillingCurrency', 'BillingCurrencyCode', 'Currency'],
      day: ['Date'],
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
