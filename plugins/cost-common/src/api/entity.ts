import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import {
  amountSchema,
  costConversionSchema,
  costGroupSchema,
  currencySchema,
  daySchema,
  metricSchema,
  monthSchema,
} from './shared';

/** A part of a cost, and what it was in the month before, over the same days. @public */
export const costPartSchema = z.object({
  /**
   * `(none)` where the source does not say; `(idle)` and `(shared)` for shares
   * of what nobody used and of what is shared, where those have no such key of
   * their own.
   */
  key: z.string(),
  amount: amountSchema,
  /** null where there was none, or not all of it is known. */
  previous: amountSchema.nullable(),
});
/** @public */
export type CostPart = z.infer<typeof costPartSchema>;

/** `ok`, `warn` from the first threshold or a forecast beyond it, `critical` beyond it; unknown is never ok. @public */
export const budgetStatusSchema = z.enum(['ok', 'warn', 'critical', 'unknown']);
/** @public */
export type BudgetStatusWord = z.infer<typeof budgetStatusSchema>;

/** A budget and how it stands. @public */
export const budgetUseSchema = z.object({
  amount: amountSchema,
  currency: currencySchema,
  period: z.enum(['month', 'quarter', 'year']),
  /** Cost of the period until now. */
  spent: amountSchema.nullable(),
  status: budgetStatusSchema,
  /** Why, in words. */
  reason: z.string(),
});
/** @public */
export type CostBudgetUse = z.infer<typeof budgetUseSchema>;

/** What the month will have cost at its end: an estimate. @public */
export const costForecastSchema = z.object({
  amount: amountSchema,
  /** The interval that it lies in four times of five. */
  low: amountSchema,
  high: amountSchema,
  /** How it was made, in words. */
  method: z.string(),
});
/** @public */
export type CostForecast = z.infer<typeof costForecastSchema>;

/** A day that cost more or less than its weekdays before. @public */
export const unusualDaySchema = z.object({
  day: daySchema,
  /** The last of several such days in a row; the amounts are of all of them. */
  lastDay: daySchema.optional(),
  actual: amountSchema,
  expected: amountSchema,
  /** Whether the days after it stayed there. */
  isNewLevel: z.boolean(),
  /** What the difference is made of, the largest first. */
  contributors: z.array(
    z.object({
      dimension: z.string(),
      key: z.string(),
      change: amountSchema,
    }),
  ),
});
/** @public */
export type UnusualDay = z.infer<typeof unusualDaySchema>;

/** What an entity costs in one currency. Currencies are never added. @public */
export const currencyCostSchema = z.object({
  currency: currencySchema,
  /** Cost of the month until its last day that is known. */
  amount: amountSchema,
  /** Its own; its share of what nobody used; its share of what is shared. They add up to `amount`. */
  direct: amountSchema,
  idle: amountSchema,
  shared: amountSchema,
  /** Of the same days of the month before; null unless all of its sources were known. */
  previousSameDays: amountSchema.nullable(),
  /** Of the whole month before. */
  previousMonth: amountSchema.nullable(),
  forecast: costForecastSchema.nullable(),
  /** Why there is no forecast. */
  noForecast: z.string().optional(),
  budget: budgetUseSchema.nullable(),
  parts: z.array(costPartSchema),
  unusual: z.array(unusualDaySchema),
});
/** @public */
export type CurrencyCost = z.infer<typeof currencyCostSchema>;

/**
 * How a source stands: `never` was read, `failed` at the last attempt, `stale`
 * since its last day is too long ago, or `ok`.
 *
 * @public
 */
export const sourceStateSchema = z.enum(['ok', 'stale', 'failed', 'never']);
/** @public */
export type CostSourceState = z.infer<typeof sourceStateSchema>;

/** @public */
export const sourceHealthSchema = z.object({
  source: z.string(),
  title: z.string(),
  state: sourceStateSchema,
  /** When it was read with success. */
  readAt: timeSchema.nullable(),
  /** The last day that it knows. */
  lastDay: daySchema.nullable(),
  /** Whether it is configured no more and counts all the same; told to those who may read everything. */
  isLeft: z.boolean().optional(),
  /** What went wrong at the last attempt, or what is to be known of it. */
  message: z.string().optional(),
});
/** @public */
export type CostSourceHealth = z.infer<typeof sourceHealthSchema>;

/** Query of `GET /summary`. @public */
export const costSummaryQuerySchema = z.object({
  entity: entityRefSchema,
  /** Defaults to the current one, or to the last of which anything is known. */
  month: monthSchema.optional(),
  /** Defaults to the one that is configured. */
  metric: metricSchema.optional(),
  /** Has every amount in this currency, by the rates that are configured. */
  currency: currencySchema.optional(),
  group: costGroupSchema.default('serviceCategory'),
});
/** @public */
export type CostSummaryQuery = z.input<typeof costSummaryQuerySchema>;

/**
 * `GET /summary`: what an entity costs, with all that it owns or that is part
 * of it where it is a group, a system or a domain.
 *
 * @public
 */
export const costSummarySchema = z.object({
  entityRef: entityRefSchema,
  month: monthSchema,
  metric: metricSchema,
  /** What is wrong with that metric in this data, if so. */
  metricWarning: z.string().optional(),
  /** Why what the entity says of its budget is none, if so. */
  budgetProblem: z.string().optional(),
  /**
   * The first day that is kept, where the month or the one before it has days
   * before it: what they tell (parts, unusual days, the forecast) is gone. Their
   * sums are kept.
   */
  daysKeptFrom: daySchema.optional(),
  /** Only where a currency was asked for. */
  conversion: costConversionSchema.optional(),
  /** Currencies that may be asked for. */
  convertibleTo: z.array(currencySchema),
  /** Empty where nothing was ever attributed: that is not zero. */
  currencies: z.array(currencyCostSchema),
  /** Entities whose costs are added up: itself, or those of a group, a system or a domain. */
  members: z.number().int().min(0),
  sources: z.array(sourceHealthSchema),
  /** First day that may still change. */
  provisionalFrom: daySchema.nullable(),
});
/** @public */
export type CostSummaryAnswer = z.infer<typeof costSummarySchema>;

/** Query of `GET /days`. @public */
export const costDaysQuerySchema = z.object({
  entity: entityRefSchema,
  from: daySchema,
  /** The last day that is included. At most 400 days after `from`. */
  to: daySchema,
  metric: metricSchema.optional(),
  currency: currencySchema.optional(),
  group: costGroupSchema.default('serviceCategory'),
});
/** @public */
export type CostDaysQuery = z.input<typeof costDaysQuerySchema>;

/** `GET /days`: daily costs by group; a day without an amount was not known, which is not zero. @public */
export const costDaysSchema = z.object({
  /** The first day that is kept, where days before it were asked for. */
  daysKeptFrom: daySchema.optional(),
  conversion: costConversionSchema.optional(),
  currencies: z.array(
    z.object({
      currency: currencySchema,
      series: z.array(
        z.object({
          key: z.string(),
          days: z.array(z.object({ day: daySchema, amount: amountSchema })),
        }),
      ),
    }),
  ),
});
/** @public */
export type CostDays = z.infer<typeof costDaysSchema>;

/** Query of `GET /export`: daily costs as a plain CSV, or as FOCUS with the columns of split cost allocation. @public */
export const costExportQuerySchema = costDaysQuerySchema
  .omit({ group: true, currency: true })
  .extend({ format: z.enum(['csv', 'focus']).default('csv') });
/** @public */
export type CostExportQuery = z.input<typeof costExportQuerySchema>;
