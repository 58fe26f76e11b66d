import { z } from 'zod';
import { entityRefSchema } from '@plumbline/backstage-plugin-kit-common';

const DAY_MS = 24 * 60 * 60 * 1000;
const MAX_DAYS = 400;

/** Body of `POST /predictions/counts`: both days are included, and at most 400 days are asked for. @public */
export const predictionCountsRequestSchema = z
  .object({
    entityRefs: z.array(entityRefSchema).max(200),
    from: z.iso.date(),
    to: z.iso.date(),
  })
  .refine(({ from, to }) => from <= to, 'from must not be after to')
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) < MAX_DAYS * DAY_MS,
    `must not ask for more than ${MAX_DAYS} days`,
  );

/** How many predictions a monitor saw, by UTC day. @public */
export const monitorPredictionsSchema = z.object({
  monitorId: z.string(),
  name: z.string(),
  /** `ingested` were sent over HTTP; `windows` are the rows of the windows that it compared. */
  counted: z.enum(['ingested', 'windows']),
  /** Days that it knows, in order; a day that is not listed is not known, which is not zero. */
  days: z.array(
    z.object({ day: z.iso.date(), predictions: z.number().int().min(0) }),
  ),
  /** Why it can know no day. */
  reason: z.string().optional(),
});
/** @public */
export type MonitorPredictions = z.infer<typeof monitorPredictionsSchema>;

/** What `POST /predictions/counts` answers: of an entity that the caller may not see what an entity without monitors would have. @public */
export const predictionCountsSchema = z.object({
  items: z.array(
    z.object({
      entityRef: entityRefSchema,
      monitors: z.array(monitorPredictionsSchema),
    }),
  ),
});
/** @public */
export type PredictionCounts = z.infer<typeof predictionCountsSchema>;
