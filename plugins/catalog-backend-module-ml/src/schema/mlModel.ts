import { z } from 'zod/v4';
import { lifecycleSchema, lineSchema, resourceFields } from './fields';

/** `spec` of a `Resource` of type `ml-model`: one registered model, all its versions. */
export const mlModelSchema = z.strictObject({
  type: z.literal('ml-model'),
  ...resourceFields,
  lifecycle: lifecycleSchema.optional(),
  /** What the model answers. */
  problem: z
    .enum([
      'classification',
      'regression',
      'forecasting',
      'ranking',
      'recommendation',
      'clustering',
      'anomaly-detection',
      'generation',
      'other',
    ])
    .optional(),
  /** The library that made it, such as `scikit-learn`. */
  framework: lineSchema.optional(),
  /** Name of the predicted column. */
  target: lineSchema.optional(),
});
