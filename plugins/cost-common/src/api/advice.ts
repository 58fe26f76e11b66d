import { z } from 'zod';
import {
  createPageQuerySchema,
  entityRefSchema,
  pageSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { amountSchema, currencySchema, daySchema, refsSchema } from './shared';
import { sourceStateSchema } from './entity';

/**
 * What could be saved at: requests of a container, GPUs or volumes that nobody
 * uses, nodes that may be interrupted.
 *
 * @public
 */
export const adviceKindSchema = z.enum([
  'cpuRequest',
  'memoryRequest',
  'gpuIdle',
  'volumeIdle',
  'spot',
]);
/** @public */
export type CostAdviceKind = z.infer<typeof adviceKindSchema>;

/** A suggestion to save, or why none is made. @public */
export const costAdviceSchema = z.object({
  id: z.string(),
  kind: adviceKindSchema,
  /** `withheld`: there is a reason not to suggest anything. */
  state: z.enum(['suggestion', 'withheld']),
  /** Absent where no rule books the workload to an entity. */
  entityRef: entityRefSchema.optional(),
  ownerRef: entityRefSchema.optional(),
  cluster: z.string(),
  namespace: z.string(),
  /** Name of the workload, or of the volume claim. */
  workload: z.string(),
  /** Such as `Deployment`, where it is known. */
  workloadKind: z.string().optional(),
  container: z.string().optional(),
  /** As Kubernetes writes it, such as `2` cores or `512Mi`; in words for what is no quantity. */
  current: z.string().optional(),
  suggested: z.string().optional(),
  /** What less would cost in 730 hours; null where no price is known. */
  saving: z
    .object({ amount: amountSchema, currency: currencySchema })
    .nullable(),
  /** What was measured, in words. */
  evidence: z.string().optional(),
  /** Why nothing is suggested, in words. */
  reason: z.string().optional(),
  /** What was measured, day by day, beside what is requested: for a chart. */
  measured: z
    .object({
      /** Such as `cores`, `bytes` or `%`. */
      unit: z.enum(['cores', 'bytes', 'percent']),
      requested: z.number().nullable(),
      days: z.array(z.object({ day: daySchema, value: z.number() })),
    })
    .optional(),
  /** First and last day of the window. */
  from: daySchema,
  to: daySchema,
  measuredAt: timeSchema,
  /** Id of the Prometheus. */
  source: z.string(),
  /** Whether `GET /advice/:id/patch` has a patch for Kustomize. */
  hasPatch: z.boolean(),
});
/** @public */
export type CostAdvice = z.infer<typeof costAdviceSchema>;

/** How a Prometheus stands from which usage is read. @public */
export const usageSourceSchema = z.object({
  source: z.string(),
  title: z.string(),
  state: sourceStateSchema,
  /** When it was asked with success. */
  readAt: timeSchema.nullable(),
  /** What went wrong at the last attempt, or what it lacks. */
  message: z.string().optional(),
});
/** @public */
export type CostUsageSource = z.infer<typeof usageSourceSchema>;

/** Query of `GET /advice`; without entity and owner everything that the caller may read. @public */
export const costAdviceQuerySchema = createPageQuerySchema(10_000).extend({
  /** Of a group, a system or a domain what is theirs. */
  entity: entityRefSchema.optional(),
  owner: refsSchema.optional(),
  kind: adviceKindSchema.optional(),
  state: z.enum(['suggestion', 'withheld']).default('suggestion'),
});
/** @public */
export type CostAdviceQuery = z.input<typeof costAdviceQuerySchema>;

/** `GET /advice`, the largest saving first. @public */
export const costAdviceListSchema = pageSchema(costAdviceSchema).extend({
  /** Of all that match, not of the page alone. */
  savings: z.array(
    z.object({ currency: currencySchema, amount: amountSchema }),
  ),
  /** Of those asked: how many nothing is suggested for. */
  withheld: z.number().int().min(0),
  /** Empty where no Prometheus is configured. */
  sources: z.array(usageSourceSchema),
});
/** @public */
export type CostAdviceList = z.infer<typeof costAdviceListSchema>;
