import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { statusSchema, share } from './shared';

/** A version of a registered model in one registry. @public */
export const modelVersionSchema = z.object({
  instance: z.string(),
  model: z.string(),
  version: z.string(),
  aliases: z.array(z.string()),
  status: z.string(),
  createdAt: timeSchema.optional(),
  runId: z.string().optional(),
  /** Address of the version in the registry's own pages. */
  url: z.string().optional(),
  description: z.string().optional(),
  metrics: z.record(z.string(), z.number()),
  parameters: z.record(z.string(), z.string()),
  /**
   * The newest answer of a monitor whose baseline is the training run of this
   * version; absent where no monitor was ever compared with it.
   */
  drift: z
    .object({
      monitorId: z.string(),
      runId: z.string(),
      status: statusSchema,
      headline: z.string(),
      driftedShare: share.optional(),
      tested: z.number().int(),
      drifted: z.number().int(),
      /** Names of drifted columns, the worst first, at most five. */
      worst: z.array(z.string()),
      windowStart: timeSchema,
      windowEnd: timeSchema,
      rows: z.number().int(),
    })
    .optional(),
});
/** @public */
export type ModelVersion = z.infer<typeof modelVersionSchema>;

/** What `GET /models/versions?entity=` answers. @public */
export const modelVersionsSchema = z.object({
  versions: z.array(modelVersionSchema),
  /** Registries that could not be asked, and why; the rest is shown. */
  failures: z.array(z.object({ instance: z.string(), message: z.string() })),
  /** Why there is nothing, in words. */
  reason: z.string().optional(),
});
/** @public */
export type ModelVersions = z.infer<typeof modelVersionsSchema>;

/** What `GET /playground?entity=` answers: where one may ask, and what it takes. @public */
export const playgroundSchema = z.object({
  endpoints: z.array(z.object({ name: z.string(), title: z.string() })),
  inputs: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['number', 'integer', 'boolean', 'string']),
      required: z.boolean(),
      example: z.union([z.string(), z.number(), z.boolean()]).optional(),
      /** Range or values of the baseline, to say which input is unusual. */
      low: z.number().optional(),
      high: z.number().optional(),
      values: z.array(z.string()).optional(),
    }),
  ),
  reason: z.string().optional(),
});
/** @public */
export type Playground = z.infer<typeof playgroundSchema>;

/** Body of `POST /playground`. @public */
export const playgroundRequestSchema = z.object({
  entityRef: entityRefSchema,
  endpoint: z.string().max(200),
  inputs: z.record(
    z.string().max(200),
    z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]),
  ),
});

/** @public */
export const playgroundAnswerSchema = z.object({
  latencyMs: z.number(),
  status: z.number().int(),
  /** Answer of the server, cut to a sane size. */
  output: z.unknown(),
  outOfRange: z.array(z.object({ input: z.string(), text: z.string() })),
});
/** @public */
export type PlaygroundAnswer = z.infer<typeof playgroundAnswerSchema>;
