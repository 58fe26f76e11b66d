import { z } from 'zod';

/** Entity ref in full and lower case, such as `component:default/checkout`. @public */
export const entityRefSchema = z
  .string()
  .max(400)
  .regex(
    /^[a-z]+:[a-z0-9._-]+\/[a-z0-9._-]+$/,
    'must be a full entity ref in lower case, such as component:default/checkout',
  );

/** ISO 8601 in UTC. @public */
export const timeSchema = z.iso.datetime();

/** A page of a list; `nextCursor` is absent on the last. @public */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/** Query of lists whose cursor takes up to some characters. @public */
export function createPageQuerySchema(cursorLength: number) {
  return z.object({
    cursor: z.string().max(cursorLength).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  });
}
