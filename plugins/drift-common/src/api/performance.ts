import { z } from 'zod';
import { timeSchema } from '@plumbline/backstage-plugin-kit-common';
import { statusSchema } from './shared';

/** What performance says about a monitor, in one sentence. @public */
export const performanceSummarySchema = z.object({
  /** `unknown` where there are not enough labels, or nothing was measured. */
  status: statusSchema,
  sentence: z.string(),
  /** Start of the first window in a row that was worse. */
  since: timeSchema.optional(),
  measuredAt: timeSchema.optional(),
  /** Why the last measurement gave no numbers; older ones are shown. */
  error: z.string().optional(),
});
/** @public */
export type PerformanceSummary = z.infer<typeof performanceSummarySchema>;

/** One metric in one window: realised from labels, or estimated without. @public */
export const performancePointSchema = z.object({
  windowStart: timeSchema,
  windowEnd: timeSchema,
  kind: z.enum(['realised', 'estimated']),
  metric: z.string(),
  value: z.number().nullable(),
  /** Ends of the 95 % confidence band; of three sampling errors for an estimate. */
  low: z.number().optional(),
  high: z.number().optional(),
  /** Worse below, and above, by more than chance makes with the rows of this window. */
  thresholdLow: z.number().optional(),
  thresholdHigh: z.number().optional(),
  status: statusSchema,
  /** Why the status is what it is. */
  reason: z.string().optional(),
  /** When this number became what it is. */
  computedAt: timeSchema,
});

/** @public */
export const performanceSchema = z.object({
  problem: z.enum(['binary', 'multiclass', 'regression']).optional(),
  summary: performanceSummarySchema.optional(),
  metrics: z.array(
    z.object({
      metric: z.string(),
      title: z.string(),
      /** `either`: farther from zero, on either side. */
      worse: z.enum(['higher', 'lower', 'either']),
      baseline: z.number().optional(),
      /** Window from which on the figure is another than before, found over its realised windows. */
      changedSince: timeSchema.optional(),
    }),
  ),
  /** Oldest first. */
  windows: z.array(
    z.object({
      windowStart: timeSchema,
      windowEnd: timeSchema,
      rows: z.number().int(),
      /** Rows with a label. */
      labelled: z.number().int(),
    }),
  ),
  /** Oldest first. */
  points: z.array(performancePointSchema),
  /** Counted when it was measured last; absent where nobody could. */
  labels: z
    .object({
      /** Labels that no prediction has. */
      orphans: z.number().int().optional(),
      /** Labels that a later one of the same prediction replaced. */
      repeated: z.number().int().optional(),
      /** Predictions that a later one with the same id replaced. */
      repeatedPredictions: z.number().int().optional(),
    })
    .optional(),
  /** Why there is nothing, in words. */
  reason: z.string().optional(),
});
/** @public */
export type Performance = z.infer<typeof performanceSchema>;
