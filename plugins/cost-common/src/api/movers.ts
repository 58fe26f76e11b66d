import { z } from 'zod';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';
import {
  amountSchema,
  currencySchema,
  metricSchema,
  monthSchema,
  refsSchema,
} from './shared';

/** An entity that costs more or less than in the same days of the month before, and what of it does. @public */
export const costMoverSchema = z.object({
  entityRef: entityRefSchema,
  ownerRef: entityRefSchema.optional(),
  currency: currencySchema,
  amount: amountSchema,
  /** null where it had no cost then. */
  previousSameDays: amountSchema.nullable(),
  change: amountSchema,
  /** What the change is made of, the largest first. */
  reasons: z.array(
    z.object({
      dimension: z.string(),
      key: z.string(),
      change: amountSchema,
    }),
  ),
});
/** @public */
export type CostMover = z.infer<typeof costMoverSchema>;

/** Query of `GET /movers`; without owner of everything that the caller may read. @public */
export const costMoversQuerySchema = z.object({
  owner: refsSchema.optional(),
  month: monthSchema.optional(),
  metric: metricSchema.optional(),
  /** Has every amount in this currency, by the rates that are configured. */
  currency: currencySchema.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
/** @public */
export type CostMoversQuery = z.input<typeof costMoversQuerySchema>;

/** `GET /movers`: the largest changes first, of each currency. @public */
export const costMoversSchema = z.object({
  month: monthSchema,
  metric: metricSchema,
  items: z.array(costMoverSchema),
});
/** @public */
export type CostMovers = z.infer<typeof costMoversSchema>;
