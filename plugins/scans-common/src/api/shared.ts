import { z } from 'zod';
import { createPageQuerySchema } from '@plumbline/backstage-plugin-kit-common';

/** Query of lists. @public */
export const pageQuerySchema = createPageQuerySchema(1000);

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
