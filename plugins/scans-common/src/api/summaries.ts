import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { severityCountsSchema, severitySchema } from './shared';
import { scopeSchema } from './scans';

const count = z.number().int().min(0);

/**
 * `never` was scanned; every scan is `stale`; scans found nothing: `clean`;
 * `findings`. The first two are no reason to be calm.
 *
 * @public
 */
export const scanStateSchema = z.enum(['never', 'stale', 'clean', 'findings']);

/** How an entity stands, without a word about any finding. @public */
export const entitySummarySchema = z.object({
  entityRef: entityRefSchema,
  ownerRef: entityRefSchema.optional(),
  /** The system that it is part of, or is. */
  systemRef: entityRefSchema.optional(),
  state: scanStateSchema,
  open: severityCountsSchema,
  overdue: count,
  /** First seen in the last seven days. */
  new: count,
  fixable: count,
  exploited: count,
  decided: count,
  /** Fixed in the last thirty days. */
  fixed: count,
  /** Scans that wait for a person, because they would close suspiciously many. */
  held: count,
  /** The newest scan by any tool. */
  lastScannedAt: timeSchema.optional(),
  tools: z.array(
    z.object({
      tool: z.string(),
      lastScannedAt: timeSchema,
      isStale: z.boolean(),
    }),
  ),
});
/** @public */
export type EntityScanSummary = z.infer<typeof entitySummarySchema>;

/** One upgrade that closes findings. @public */
export const upgradeSchema = z.object({
  package: z.string(),
  purl: z.string().optional(),
  /** Installed versions. */
  from: z.array(z.string()),
  /** The version that fixes the most. */
  to: z.string(),
  closes: count,
  worst: severitySchema,
  isExploited: z.boolean(),
});
/** @public */
export type Upgrade = z.infer<typeof upgradeSchema>;

/** `GET /summary?entity=`. @public */
export const entityPostureSchema = entitySummarySchema.extend({
  /** First seen in the last 24 hours. */
  newSinceYesterday: count.optional(),
  scopes: z.array(scopeSchema),
  /** Open findings at the end of each day, the oldest first. */
  trend: z.array(z.object({ day: z.iso.date(), open: severityCountsSchema })),
  /** What to begin with; empty for those who may not read findings. */
  upgrades: z.array(upgradeSchema),
  /** Whether the caller may read the findings. */
  canRead: z.boolean(),
  canUpload: z.boolean(),
  canDecide: z.boolean(),
});
/** @public */
export type EntityPosture = z.infer<typeof entityPostureSchema>;

/** Query of `GET /overview`; without owner, every entity that the caller sees. @public */
export const overviewQuerySchema = z.object({
  owner: z
    .union([entityRefSchema, z.array(entityRefSchema)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional(),
});

/** `GET /overview`. @public */
export const overviewSchema = z.object({
  items: z.array(entitySummarySchema),
  /** Whether entities were left out, because there are too many. */
  isComplete: z.boolean(),
});
/** @public */
export type ScanOverview = z.infer<typeof overviewSchema>;
