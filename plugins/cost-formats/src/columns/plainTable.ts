import { jsonOf, readFields } from './columnSql';
import { TableFormat } from './TableFormat';

/** Columns that say for whom something was paid; rules see them as tags. */
const TAG_NAMES = [
  'team',
  'owner',
  'environment',
  'env',
  'project',
  'product',
  'application',
  'cost_center',
  'costcenter',
  'business_unit',
  'entity',
  'plumbline.dev/entity',
];
/** A month of billing as its first day, where it is written as `2026-05`. */
function firstDayOf(month: string | undefined): string | undefined {
  return (
    month &&
    `CASE WHEN regexp_full_match(trim(${month}), '[0-9]{4}-[0-9]{2}') THEN trim(${month}) || '-01' ELSE ${month} END`
  );
}

const TAG_PREFIX = /^tags?[:_./](.+)$/i;

/** Any table with a day and a cost: what finance keeps in a spreadsheet. */
export const PLAIN_TABLE: TableFormat = {
  read(columns) {
    const fields = readFields(columns, {
      day: ['day', 'date', 'usage_date', 'charge_period_start', 'start'],
      currency: ['currency', 'billing_currency'],
      billingMonth: ['month', 'billing_month', 'billing_period_start'],
      provider: ['provider'],
      billingAccount: ['billing_account'],
      account: ['account', 'account_id', 'subscription'],
      accountName: ['account_name'],
      service: ['service', 'service_name'],
      serviceCategory: ['service_category', 'category'],
      region: ['region'],
      chargeCategory: ['charge_category'],
      resourceId: ['resource_id', 'resource'],
      resourceName: ['resource_name'],
      cluster: ['cluster'],
      namespace: ['namespace'],
      workload: ['workload'],
      tags: ['tags'],
      labels: ['labels'],
    });
    const amounts = readFields(columns, {
      effective: ['effective_cost', 'cost', 'amount', 'total_cost', 'total'],
      billed: ['billed_cost'],
      list: ['list_cost'],
      contracted: ['contracted_cost'],
    });
    if (!fields.sql.day || !(amounts.sql.effective ?? amounts.sql.billed)) {
      return undefined;
    }
    const tagColumns = columns.all.flatMap(column => {
      const name = column.name.trim();
      const key =
        TAG_PREFIX.exec(name)?.[1] ??
        (TAG_NAMES.includes(name.toLowerCase()) ? name : undefined);
      return key === undefined ? [] : [[key, column] as const];
    });
    return {
      format: 'csv',
      fields: {
        ...fields.sql,
        billingMonth: firstDayOf(fields.sql.billingMonth),
        tags: fields.sql.tags ?? jsonOf(tagColumns),
      },
      amounts: amounts.sql,
      columnNames: { ...fields.columnNames, ...amounts.columnNames },
      warnings: [],
    };
  },
};
