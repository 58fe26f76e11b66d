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
export const time = z.iso.datetime();

/** A page of a list; `nextCursor` is absent on the last. @public */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

/** Query of lists. @public */
export const pageQuerySchema = z.object({
  cursor: z.string().max(1000).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** The worst first; unknown is an answer of its own. @public */
export const severitySchema = z.enum([
  'critical',
  'high',
  'medium',
  'low',
  'info',
  'unknown',
]);
/** @public */
export type ScanSeverity = z.infer<typeof severitySchema>;

/** @public */
export const findingKindSchema = z.enum([
  'vulnerability',
  'secret',
  'misconfiguration',
  'code',
  'license',
  'policy',
  'runtime',
]);
/** @public */
export type ScanFindingKind = z.infer<typeof findingKindSchema>;

const count = z.number().int().min(0);

/** How many of each severity. @public */
export const severityCountsSchema = z.object({
  critical: count,
  high: count,
  medium: count,
  low: count,
  info: count,
  unknown: count,
});
/** @public */
export type SeverityCounts = z.infer<typeof severityCountsSchema>;
