import { z } from 'zod';
import {
  createPageQuerySchema,
  entityRefSchema,
  pageSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import {
  amountSchema,
  currencySchema,
  metricSchema,
  monthSchema,
} from './shared';

/** What an entity cost before and after a source was booked anew. @public */
export const costDifferenceSchema = z.object({
  month: monthSchema,
  currency: currencySchema,
  /** Absent for what is no entity's. */
  entityRef: entityRefSchema.optional(),
  /** null where it had no cost. */
  before: amountSchema.nullable(),
  after: amountSchema.nullable(),
});
/** @public */
export type CostDifference = z.infer<typeof costDifferenceSchema>;

/** Figures that became others, because the rules or the bill did. The old ones are kept. @public */
export const costChangeSchema = z.object({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  at: timeSchema,
  /** `rules`: rules, policies or the catalog changed, the files did not. `files`: a bill was restated. `both`. */
  cause: z.enum(['rules', 'files', 'both']),
  months: z.array(monthSchema),
  /** Entities whose cost changed in any of the months. */
  entities: z.number().int().min(0),
  /** The largest first; all of them by `GET /changes/:id`. */
  differences: z.array(costDifferenceSchema),
});
/** @public */
export type CostChange = z.infer<typeof costChangeSchema>;

/** Query of `GET /changes` and `GET /changes/:id`; of a change that is asked for the page is of its differences. @public */
export const costChangesQuerySchema = createPageQuerySchema(1000).extend({
  metric: metricSchema.optional(),
});
/** @public */
export type CostChangesQuery = z.input<typeof costChangesQuerySchema>;

/** `GET /changes`, the newest first. @public */
export const costChangesSchema = pageSchema(costChangeSchema);
/** @public */
export type CostChanges = z.infer<typeof costChangesSchema>;

/** `GET /changes/:id`: one change, with a page of its differences. @public */
export const costChangeAnswerSchema = costChangeSchema.extend({
  nextCursor: z.string().optional(),
});
/** @public */
export type CostChangeAnswer = z.infer<typeof costChangeAnswerSchema>;
