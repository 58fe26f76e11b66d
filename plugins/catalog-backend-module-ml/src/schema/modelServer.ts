import { z } from 'zod/v4';
import { componentFields, lineSchema, refSchema } from './fields';

/**
 * `spec` of a `Component` of type `model-server`. Other portals import this
 * type too: their free lifecycle words and their `profile` are accepted.
 */
export const modelServerSchema = z.strictObject({
  type: z.literal('model-server'),
  ...componentFields,
  lifecycle: lineSchema,
  /** The models that it answers for: the server depends on them. */
  serves: z
    .array(refSchema({ defaultKind: 'resource', kinds: ['resource'] }))
    .optional(),
  profile: z.looseObject({}).optional(),
});
