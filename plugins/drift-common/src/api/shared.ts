import { z } from 'zod';

/** Entity ref in full and lower case, such as `resource:default/credit-risk`. @public */
export const entityRefSchema = z
  .string()
  .max(400)
  .regex(
    /^[a-z]+:[a-z0-9._-]+\/[a-z0-9._-]+$/,
    'must be a full entity ref in lower case, such as resource:default/credit-risk',
  );

/** @public */
export const statusSchema = z.enum(['ok', 'warn', 'critical', 'unknown']);

/** ISO 8601 in UTC. */
export const time = z.iso.datetime();

export const share = z.number().min(0).max(1);

/** A page of a list; `nextCursor` is absent on the last. @public */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/** Query of lists. @public */
export const pageQuerySchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** @public */
export const columnTypeSchema = z.enum([
  'numeric',
  'discrete',
  'boolean',
  'categorical',
  'datetime',
  'text',
  'idLike',
]);
