import { jsonOf, mapped, readFields, textOf } from './columnSql';
import { TableColumns, TableFormat } from './TableFormat';

/** Legacy reports call a column `lineItem/UnblendedCost`, Data Exports `line_item_unblended_cost`. */
function bothNames(name: string): string[] {
  const snake = name
    .replace('/', '_')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase();
  return [name, snake];
}

/** FOCUS calls them so; the kinds that it has no word for are purchases of commitments. */
const CHARGE_CATEGORIES = {
  Usage: 'Usage',
  DiscountedUsage: 'Usage',
  SavingsPlanCoveredUsage: 'Usage',
  SavingsPlanNegation: 'Usage',
  SavingsPlanRecurringFee: 'Purchase',
  SavingsPlanUpfrontFee: 'Purchase',
  RIFee: 'Purchase',
  Fee: 'Purchase',
  Tax: 'Tax',
  Credit: 'Credit',
  Refund: 'Adjustment',
  BundledDiscount: 'Credit',
  Discount: 'Credit',
  EdpDiscount: 'Credit',
  PrivateRateDiscount: 'Credit',
};

const TAG_COLUMN =
  /^(?:resourceTags\/(?:user:)?|resource_tags_(?:user_)?)(.+)$/i;

/** The difference or the sum of two columns as text; null where one is blank or no number. */
function combined(
  columns: TableColumns,
  [left, operator, right]: [string, '+' | '-', string],
): string {
  const decimal = (name: string) => {
    const column = columns.first(bothNames(name));
    return column
      ? `TRY_CAST(${textOf(column)} AS DECIMAL(38, 18))`
      : 'NULL::DECIMAL(38, 18)';
  };
  return `CAST(${decimal(left)} ${operator} ${decimal(right)} AS VARCHAR)`;
}

/**
 * What a line costs when commitments are spread over what they cover. Source:
 * AWS Cost and Usage Report, "Calculating amortized cost" of the line item
 * types.
 */
function effectiveCost(columns: TableColumns, unblended: string): string {
  const type = columns.first(bothNames('lineItem/LineItemType'));
  if (!type) {
    return unblended;
  }
  const text = (name: string) => {
    const column = columns.first(bothNames(name));
    return column ? textOf(column) : 'NULL';
  };
  return `CASE ${textOf(type)}
    WHEN 'DiscountedUsage' THEN ${text('reservation/EffectiveCost')}
    WHEN 'SavingsPlanCoveredUsage' THEN ${text('savingsPlan/SavingsPlanEffectiveCost')}
    WHEN 'SavingsPlanRecurringFee' THEN ${combined(columns, ['savingsPlan/TotalCommitmentToDate', '-', 'savingsPlan/UsedCommitment'])}
    WHEN 'SavingsPlanNegation' THEN '0'
    WHEN 'SavingsPlanUpfrontFee' THEN '0'
    WHEN 'RIFee' THEN ${combined(columns, ['reservation/UnusedAmortizedUpfrontFeeForBillingPeriod', '+', 'reservation/UnusedRecurringFee'])}
    WHEN 'Fee' THEN CASE WHEN ${text('reservation/ReservationARN')} IS NULL THEN ${unblended} ELSE '0' END
    ELSE ${unblended} END`;
}

/** AWS Cost and Usage Reports: legacy and Data Exports (CUR 2.0). */
export const AWS_CUR: TableFormat = {
  read(columns) {
    const cost = columns.first(bothNames('lineItem/UnblendedCost'));
    if (!cost) {
      return undefined;
    }
    const fields = readFields(columns, {
      currency: bothNames('lineItem/CurrencyCode'),
      day: bothNames('lineItem/UsageStartDate'),
      billingMonth: bothNames('bill/BillingPeriodStartDate'),
      billingAccount: bothNames('bill/PayerAccountId'),
      account: bothNames('lineItem/UsageAccountId'),
      accountName: bothNames('lineItem/UsageAccountName'),
      service: bothNames('lineItem/ProductCode'),
      serviceSubcategory: bothNames('product/productFamily'),
      region: ['product/regionCode', 'product_region_code', 'product/region'],
      chargeCategory: bothNames('lineItem/LineItemType'),
      resourceId: bothNames('lineItem/ResourceId'),
      tags: ['resource_tags'],
    });
    const tagColumns = columns.all.flatMap(column => {
      const key = TAG_COLUMN.exec(column.name.trim())?.[1];
      return key === undefined ? [] : [[key, column] as const];
    });
    const list = columns.first(bothNames('pricing/publicOnDemandCost'));
    const { chargeCategory } = fields.sql;
    return {
      format: cost.name.includes('/') ? 'aws-cur' : 'aws-cur-2',
      fields: {
        ...fields.sql,
        provider: "'AWS'",
        ...(chargeCategory && {
          chargeCategory: mapped(chargeCategory, CHARGE_CATEGORIES),
        }),
        tags: jsonOf(tagColumns) ?? fields.sql.tags,
      },
      amounts: {
        billed: textOf(cost),
        effective: effectiveCost(columns, textOf(cost)),
        ...(list && { list: textOf(list) }),
      },
      columnNames: {
        ...fields.columnNames,
        billed: cost.name,
        effective: cost.name,
        list: list?.name,
      },
      warnings: [],
    };
  },
};
