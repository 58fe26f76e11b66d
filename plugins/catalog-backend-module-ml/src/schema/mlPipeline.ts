import { z } from 'zod/v4';
import {
  componentFields,
  lifecycleSchema,
  refSchema,
  scheduleSchema,
} from './fields';

/** `spec` of a `Component` of type `ml-pipeline`: a training or batch pipeline. */
export const mlPipelineSchema = z.strictObject({
  type: z.literal('ml-pipeline'),
  ...componentFields,
  lifecycle: lifecycleSchema,
  purpose: z
    .enum([
      'training',
      'batch-scoring',
      'data-processing',
      'data-quality',
      'feature-engineering',
    ])
    .optional(),
  orchestrator: z
    .enum([
      'kubernetes',
      'prefect',
      'airflow',
      'argo-workflows',
      'kubeflow',
      'dagster',
      'nomad',
      'other',
    ])
    .optional(),
  schedule: scheduleSchema.optional(),
  /** The models and datasets that it makes: they depend on the pipeline. */
  produces: z
    .array(refSchema({ defaultKind: 'resource', kinds: ['resource'] }))
    .optional(),
});
