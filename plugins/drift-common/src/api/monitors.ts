import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { statusSchema, share, columnTypeSchema } from './shared';
import { baselineSchema } from './baselines';
import { performanceSummarySchema } from './performance';

/** Where the definition of a monitor comes from; only `api` ones are edited over HTTP. @public */
export const monitorOriginSchema = z.enum([
  'annotation',
  'repository',
  'configuration',
  'api',
]);

/** One line about a monitor: enough for a card and for a row of a table. @public */
export const monitorSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  entityRef: entityRefSchema,
  origin: monitorOriginSchema,
  status: statusSchema,
  /** One sentence with the answer. */
  headline: z.string(),
  /** Since when the status is what it is. */
  since: timeSchema.optional(),
  /** Newest finished run. */
  checkedAt: timeSchema.optional(),
  columns: z.object({
    tested: z.number().int(),
    drifted: z.number().int(),
    /** Names of the drifted columns, the worst first, at most five. */
    worst: z.array(z.string()),
  }),
  driftedShare: share.optional(),
  /** Share of drifted columns in the newest windows, oldest first; null where no run answered. */
  trend: z.array(
    z.object({ windowEnd: timeSchema, driftedShare: share.nullable() }),
  ),
  /** Share from which the data set is critical. */
  threshold: share,
  openAlertId: z.string().optional(),
  /** Absent where nobody asked for it. */
  performance: performanceSummarySchema.optional(),
  /** Why there is no answer: `no-baseline`, `no-rows`, `not-enough-rows`, `failed`, `never-run`, `disabled`. */
  unknownReason: z
    .enum([
      'no-baseline',
      'no-rows',
      'not-enough-rows',
      'failed',
      'never-run',
      'disabled',
    ])
    .optional(),
});
/** @public */
export type MonitorSummary = z.infer<typeof monitorSummarySchema>;

/** @public */
export const monitorSchema = monitorSummarySchema.extend({
  enabled: z.boolean(),
  policy: z.object({
    name: z.string(),
    settings: z.record(z.string(), z.number()),
  }),
  /** Cron in UTC; absent when it runs on demand only. */
  schedule: z.string().optional(),
  nextRunAt: timeSchema.optional(),
  windowLength: z.string(),
  windowDescription: z.string(),
  columnTypes: z.array(
    z.object({
      name: z.string(),
      type: columnTypeSchema,
      weight: z.number(),
      /** Why this type, when nobody declared it. */
      reason: z.string().optional(),
    }),
  ),
  baseline: baselineSchema.optional(),
  hasPerformance: z.boolean(),
  acceptsPredictions: z.boolean(),
  /** Whether each run also says if its rows are what was promised. */
  hasContract: z.boolean(),
  canEdit: z.boolean(),
});
/** @public */
export type Monitor = z.infer<typeof monitorSchema>;

/** Body of `POST /monitors`: the text of a monitor document, as `drift.yaml` holds it. @public */
export const monitorCreateSchema = z.object({
  document: z.string().max(256 * 1024),
});

/** Body of `POST /summaries`: many entities in one request. @public */
export const summariesRequestSchema = z.object({
  entityRefs: z.array(entityRefSchema).max(200),
});

/** The monitors of each entity; an entity without one has an empty list. @public */
export const summariesSchema = z.object({
  items: z.array(
    z.object({
      entityRef: entityRefSchema,
      monitors: z.array(monitorSummarySchema),
    }),
  ),
});
