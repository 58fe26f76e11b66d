import { z } from 'zod';
import {
  createPageQuerySchema,
  entityRefSchema,
} from '@plumbline/backstage-plugin-kit-common';

/** Which of the four costs of FOCUS. @public */
export const metricSchema = z.enum([
  'billed',
  'effective',
  'list',
  'contracted',
]);
/** @public */
export type CostMetricName = z.infer<typeof metricSchema>;

/** An exact decimal without an exponent, such as `-12.5`. @public */
export const amountSchema = z
  .string()
  .regex(/^-?\d+(\.\d+)?$/, 'must be a decimal, such as 12.50')
  .max(128);

/** ISO 4217 code. @public */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/);

/** UTC day. Some systems write 0001-01-01 or 9999-12-31 for never: what is a month before or after has no such name. @public */
export const daySchema = z.iso
  .date()
  .regex(/^(?:19|[2-8]\d)/, 'must be a day of the years 1900 to 8999');

/** Month, `YYYY-MM`. @public */
export const monthSchema = z
  .string()
  .regex(
    /^(?:19|[2-8]\d)\d\d-(0[1-9]|1[0-2])$/,
    'must be a month, such as 2026-11',
  );

/** By what an entity's costs are told apart. @public */
export const costGroupSchema = z.enum([
  'serviceCategory',
  'service',
  'kind',
  'region',
  'account',
  'chargeCategory',
]);
/** @public */
export type CostGroup = z.infer<typeof costGroupSchema>;

/** One or several entity refs of a query. @public */
export const refsSchema = z
  .union([entityRefSchema, z.array(entityRefSchema).max(200)])
  .transform(value => (Array.isArray(value) ? value : [value]));

/** Query of lists. @public */
export const costPageQuerySchema = createPageQuerySchema(1000);

/**
 * A rate as the operator configures it: one of `from` is `rate` of `to`, as of
 * the day.
 *
 * @public
 */
export const costRateSchema = z.object({
  from: currencySchema,
  to: currencySchema,
  rate: amountSchema,
  day: daySchema,
});
/** @public */
export type CostRate = z.infer<typeof costRateSchema>;

/** By which rates amounts were converted, where a currency was asked for. @public */
export const costConversionSchema = z.object({
  to: currencySchema,
  /** Those that were used. */
  rates: z.array(costRateSchema),
  /** Currencies without a rate; their amounts stand beside, in their own currency. */
  withoutRate: z.array(currencySchema),
});
/** @public */
export type CostConversion = z.infer<typeof costConversionSchema>;
