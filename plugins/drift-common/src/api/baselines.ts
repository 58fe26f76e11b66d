import { z } from 'zod';
import { timeSchema } from '@plumbline/backstage-plugin-kit-common';
import { share, columnTypeSchema } from './shared';

/** Reference rows of a monitor. @public */
export const baselineSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['files', 'window', 'mlflow', 'predictions']),
  /** What a person reads: file names, period, or run of the model registry. */
  description: z.string(),
  rows: z.number().int(),
  columns: z.number().int(),
  start: timeSchema.optional(),
  end: timeSchema.optional(),
  createdAt: timeSchema,
  createdBy: z.string().optional(),
  isActive: z.boolean(),
});
/** @public */
export type Baseline = z.infer<typeof baselineSchema>;

const relativePath = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    path => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'),
    'must be relative and without ..',
  );

/** Where a baseline can be taken from: body of `POST /monitors/:id/baselines` and of `…/baselines/preview`. @public */
export const baselineRequestSchema = z.object({
  name: z.string().min(1).max(200),
  from: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('files'),
      /** A source that the operator configured; the entity's repository when absent. */
      source: z.string().max(200).optional(),
      path: relativePath,
    }),
    /** Rows of the monitor's own window data between two times. */
    z.object({ kind: z.literal('window'), start: timeSchema, end: timeSchema }),
    z.object({
      kind: z.literal('mlflow'),
      instance: z.string().max(200).optional(),
      runId: z.string().max(64),
      artifact: relativePath,
    }),
    /** What the document of the monitor names; from then on it is followed again. */
    z.object({ kind: z.literal('document') }),
  ]),
});
/** @public */
export type BaselineRequest = z.infer<typeof baselineRequestSchema>;

/** What `GET /sources` answers: where rows may be taken from. @public */
export const sourcesSchema = z.object({
  items: z.array(z.object({ name: z.string(), kind: z.string() })),
});
/** @public */
export type Source = z.infer<typeof sourcesSchema>['items'][number];

/** What a baseline would be. @public */
export const baselinePreviewSchema = z.object({
  rows: z.number().int(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: columnTypeSchema,
      reason: z.string(),
      nullShare: share,
      distinct: z.number().int().optional(),
      isTested: z.boolean(),
    }),
  ),
  warnings: z.array(z.string()),
});
/** @public */
export type BaselinePreview = z.infer<typeof baselinePreviewSchema>;
