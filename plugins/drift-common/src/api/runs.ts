import { z } from 'zod';
import { contractStatusSchema } from './contracts';
import { timeSchema } from '@plumbline/backstage-plugin-kit-common';
import { statusSchema, share } from './shared';

/** @public */
export const runSchema = z.object({
  id: z.string(),
  monitorId: z.string(),
  baselineId: z.string().optional(),
  state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
  trigger: z.enum(['schedule', 'person', 'backfill']),
  startedBy: z.string().optional(),
  windowStart: timeSchema,
  windowEnd: timeSchema,
  /** 0…1 */
  progress: share,
  status: statusSchema,
  headline: z.string().optional(),
  /** For a failed run: what happened and what to do. */
  error: z.string().optional(),
  rowsReference: z.number().int().optional(),
  rowsCurrent: z.number().int().optional(),
  driftedShare: share.optional(),
  /** Absent where the monitor had no contract. */
  contract: z
    .object({ status: contractStatusSchema, sentence: z.string() })
    .optional(),
  durationMs: z.number().optional(),
  createdAt: timeSchema,
  finishedAt: timeSchema.optional(),
});
/** @public */
export type Run = z.infer<typeof runSchema>;

/** Marks on the time axis. @public */
export const markSchema = z.object({
  at: timeSchema,
  kind: z.enum(['baseline', 'model-version', 'alert', 'retraining']),
  label: z.string(),
});

/** What `GET /monitors/:id/history` answers, oldest first. @public */
export const historySchema = z.object({
  points: z.array(
    z.object({
      runId: z.string(),
      windowStart: timeSchema,
      windowEnd: timeSchema,
      status: statusSchema,
      driftedShare: share.nullable(),
      drifted: z.number().int(),
      tested: z.number().int(),
      rowsCurrent: z.number().int(),
    }),
  ),
  marks: z.array(markSchema),
  /** What could not be marked, and why; the rest is shown. */
  unmarked: z.array(z.string()).optional(),
  threshold: share,
});
/** @public */
export type History = z.infer<typeof historySchema>;
