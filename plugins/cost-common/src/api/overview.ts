import { z } from 'zod';
import {
  entityRefSchema,
  pageSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import {
  amountSchema,
  costConversionSchema,
  currencySchema,
  daySchema,
  metricSchema,
  monthSchema,
  refsSchema,
} from './shared';
import { budgetStatusSchema, sourceHealthSchema } from './entity';

/** What an entity costs in one currency and month, for a row of a table. @public */
export const costRowSchema = z.object({
  entityRef: entityRefSchema,
  ownerRef: entityRefSchema.optional(),
  systemRef: entityRefSchema.optional(),
  domainRef: entityRefSchema.optional(),
  currency: currencySchema,
  amount: amountSchema,
  direct: amountSchema,
  idle: amountSchema,
  shared: amountSchema,
  /** Of the same days of the month before; null unless all of its sources were known. */
  previousSameDays: amountSchema.nullable(),
  budgetStatus: budgetStatusSchema.optional(),
});
/** @public */
export type CostRow = z.infer<typeof costRowSchema>;

/** Query of `GET /overview`; without owner everything that the caller may read. @public */
export const costOverviewQuerySchema = z.object({
  owner: refsSchema.optional(),
  month: monthSchema.optional(),
  metric: metricSchema.optional(),
  /** Has every amount in this currency, by the rates that are configured. */
  currency: currencySchema.optional(),
});
/** @public */
export type CostOverviewQuery = z.input<typeof costOverviewQuerySchema>;

/**
 * Where the money of a source went: attributed, shared, idle and unattributed
 * add up to the source, to the last digit.
 *
 * @public
 */
export const reconciliationSchema = z.object({
  source: z.string(),
  currency: currencySchema,
  total: amountSchema,
  attributed: amountSchema,
  shared: amountSchema,
  idle: amountSchema,
  unattributed: amountSchema,
  /** What is missing; anything but zero is our mistake. */
  difference: amountSchema,
});
/** @public */
export type CostReconciliation = z.infer<typeof reconciliationSchema>;

/** Cost that is no entity's, by what the source says of it. @public */
export const unattributedSchema = z.object({
  source: z.string(),
  currency: currencySchema,
  account: z.string().optional(),
  service: z.string().optional(),
  namespace: z.string().optional(),
  amount: amountSchema,
  /** Why no rule booked it, in words. */
  reason: z.string(),
});
/** @public */
export type UnattributedCost = z.infer<typeof unattributedSchema>;

/** `GET /overview`. @public */
export const costOverviewSchema = z.object({
  month: monthSchema,
  metric: metricSchema,
  /** Only where a currency was asked for. */
  conversion: costConversionSchema.optional(),
  /** Currencies that may be asked for. */
  convertibleTo: z.array(currencySchema),
  items: z.array(costRowSchema),
  /** Whether entities were left out, because there are too many. */
  isComplete: z.boolean(),
  sources: z.array(sourceHealthSchema),
  /** Only for those who may read everything. Bills are checked in their own currency, whichever is asked for. */
  reconciliation: z.array(reconciliationSchema).optional(),
  unattributed: z.array(unattributedSchema).optional(),
});
/** @public */
export type CostOverview = z.infer<typeof costOverviewSchema>;

/** One reading of a source. @public */
export const costImportSchema = z.object({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  /** `unchanged`: the files are those of the last time. `refused`: what it says cannot be used, and what was there stays. */
  state: z.enum(['running', 'done', 'unchanged', 'refused', 'failed']),
  startedAt: timeSchema,
  endedAt: timeSchema.nullable(),
  format: z.string().optional(),
  rows: z
    .object({
      read: z.number().int().min(0),
      accepted: z.number().int().min(0),
      rejected: z.number().int().min(0),
      repeated: z.number().int().min(0),
    })
    .optional(),
  /** The first rows that cannot be read. */
  rejected: z.array(
    z.object({
      file: z.string(),
      line: z.number().int().optional(),
      column: z.string().optional(),
      reason: z.string(),
    }),
  ),
  firstDay: daySchema.nullable(),
  lastDay: daySchema.nullable(),
  reconciliation: z.array(reconciliationSchema),
  warnings: z.array(z.string()),
  message: z.string().optional(),
});
/** @public */
export type CostImport = z.infer<typeof costImportSchema>;

/** `GET /imports`, the newest first. @public */
export const costImportsSchema = pageSchema(costImportSchema);
/** @public */
export type CostImports = z.infer<typeof costImportsSchema>;

/** Body of `POST /imports`: reads one source now. @public */
export const startImportSchema = z.strictObject({
  source: z.string().min(1).max(100),
});
