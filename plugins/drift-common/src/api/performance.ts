import { z } from 'zod';
import { statusSchema, time } from './shared';

/** One metric in one window: realised from labels, or estimated without. @public */
export const performancePointSchema = z.object({
  windowStart: time,
  windowEnd: time,
  kind: z.enum(['realised', 'estimated']),
  metric: z.string(),
  value: z.number().nullable(),
  low: z.number().optional(),
  high: z.number().optional(),
  /** Rows with a label, and all rows of the window. */
  labelled: z.number().int(),
  rows: z.number().int(),
  status: statusSchema,
  reason: z.string().optional(),
});

/** @public */
export const performanceSchema = z.object({
  problem: z.enum(['binary', 'multiclass', 'regression']).optional(),
  metrics: z.array(
    z.object({
      metric: z.string(),
      title: z.string(),
      worse: z.enum(['higher', 'lower']),
      baseline: z.number().optional(),
      threshold: z.number().optional(),
    }),
  ),
  points: z.array(performancePointSchema),
  /** Why there is nothing, in words. */
  reason: z.string().optional(),
});
/** @public */
export type Performance = z.infer<typeof performanceSchema>;
