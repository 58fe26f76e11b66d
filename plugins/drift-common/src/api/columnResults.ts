import { z } from 'zod';
import { timeSchema } from '@plumbline/backstage-plugin-kit-common';
import { statusSchema, share, columnTypeSchema } from './shared';

/** A statistic with its certainty. @public */
export const scoreSchema = z.object({
  statistic: z.number().nullable(),
  low: z.number().optional(),
  high: z.number().optional(),
  pValue: z.number().optional(),
  dof: z.number().optional(),
  scales: z.record(z.string(), z.number().nullable()).optional(),
  noiseFloor: z.number().optional(),
  reason: z.string().optional(),
});
/** @public */
export type Score = z.infer<typeof scoreSchema>;

/** Reference and current side by side, ready to be drawn. Counts are rows. @public */
export const distributionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numeric'),
    /** One more than there are bins. */
    edges: z.array(z.number()),
    reference: z.array(z.number()),
    current: z.array(z.number()),
    /** Rows outside the edges. */
    below: z.object({ reference: z.number(), current: z.number() }),
    above: z.object({ reference: z.number(), current: z.number() }),
  }),
  z.object({
    kind: z.literal('categorical'),
    categories: z.array(
      z.object({
        name: z.string(),
        reference: z.number(),
        current: z.number(),
        isNew: z.boolean(),
      }),
    ),
    /** Rows of the categories that are not listed. */
    other: z.object({ reference: z.number(), current: z.number() }),
  }),
]);
/** @public */
export type Distribution = z.infer<typeof distributionSchema>;

/** Result of one column in one run. @public */
export const columnResultSchema = z.object({
  column: z.string(),
  type: columnTypeSchema,
  typeReason: z.string().optional(),
  status: statusSchema,
  drifted: z.boolean(),
  /** Sentences, the decisive one first. */
  reasons: z.array(z.string()),
  decidedBy: z.string().optional(),
  effect: z.number().optional(),
  noiseFloor: z.number().optional(),
  threshold: z.number().optional(),
  adjustedPValue: z.number().optional(),
  weight: z.number(),
  counts: z.object({
    reference: z.number(),
    current: z.number(),
    nullReference: z.number(),
    nullCurrent: z.number(),
    newCategories: z.number(),
  }),
  /** Share of rows with a category or range that the baseline lacks. */
  unseenShare: share.optional(),
  /** Reference and current in a few bars, for a table: shares of the rows of each side. */
  sketch: z
    .object({
      kind: z.enum(['numeric', 'categorical']),
      reference: z.array(share).max(20),
      current: z.array(share).max(20),
    })
    .optional(),
  /** Effects of the newest windows, oldest first; null where there is none. */
  trend: z.array(
    z.object({ windowEnd: timeSchema, effect: z.number().nullable() }),
  ),
});
/** @public */
export type ColumnResult = z.infer<typeof columnResultSchema>;

/** @public */
export const columnDetailSchema = columnResultSchema.extend({
  tests: z.record(z.string(), scoreSchema),
  signals: z.array(
    z.object({
      kind: z.string(),
      reference: z.number(),
      current: z.number(),
      text: z.string(),
    }),
  ),
  distribution: distributionSchema.optional(),
  moments: z
    .object({
      reference: z.record(z.string(), z.number()),
      current: z.record(z.string(), z.number()),
    })
    .optional(),
  newCategories: z.array(z.string()),
  /** The column over the kept windows, oldest first. */
  history: z.array(
    z.object({
      runId: z.string(),
      windowStart: timeSchema,
      windowEnd: timeSchema,
      status: statusSchema,
      effect: z.number().nullable(),
      low: z.number().optional(),
      high: z.number().optional(),
      noiseFloor: z.number().optional(),
      threshold: z.number().optional(),
      nullShare: share,
      unseenShare: share.optional(),
    }),
  ),
});
/** @public */
export type ColumnDetail = z.infer<typeof columnDetailSchema>;
