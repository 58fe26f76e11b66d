import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { findingKindSchema, severityCountsSchema } from './shared';

const count = z.number().int().min(0);
const scopePart = z.string().max(500);

/** Query of `POST /uploads`; the body is the report as the scanner wrote it, gzip or not. @public */
export const uploadQuerySchema = z.object({
  entity: entityRefSchema,
  /** What was scanned, where the report does not say it: an image, a folder, a cluster, a node. */
  target: scopePart.optional(),
  branch: scopePart.optional(),
  /** The format, instead of telling it by content. */
  format: z.string().max(50).optional(),
  /** The pipeline run that scanned. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .optional(),
  commit: z
    .string()
    .regex(/^[0-9a-f]{7,64}$/)
    .optional(),
  /** When the scan ran, where the report does not say it. */
  scannedAt: timeSchema.optional(),
  /** Part of a scan, such as of a merge request: closes nothing. */
  partial: z.enum(['true', 'false']).optional(),
  /**
   * The kinds that the scanner looked for, as a repeated parameter: they count as
   * looked at, though the report does not say so.
   */
  lookedFor: z
    .preprocess(
      value => (typeof value === 'string' ? [value] : value),
      z.array(findingKindSchema),
    )
    .optional(),
});
/** @public */
export type UploadQuery = z.infer<typeof uploadQuerySchema>;

/**
 * `queued` and `processing` will end; `held` would close suspiciously many
 * findings and waits for a person or for the next scan; `rejected` was held, and
 * a person said that its report was wrong; `superseded` came after a newer scan
 * of its scope and changed nothing.
 *
 * @public
 */
export const scanStatusSchema = z.enum([
  'queued',
  'processing',
  'done',
  'held',
  'rejected',
  'superseded',
  'failed',
]);

/** One uploaded report. @public */
export const scanSchema = z.object({
  id: z.string(),
  entityRef: entityRefSchema,
  tool: z.string(),
  toolVersion: z.string().optional(),
  format: z.string(),
  target: z.string().optional(),
  branch: z.string().optional(),
  category: z.string().optional(),
  outcome: z.enum(['complete', 'empty', 'not-run']),
  status: scanStatusSchema,
  receivedAt: timeSchema,
  scannedAt: timeSchema,
  finishedAt: timeSchema.optional(),
  uploadedBy: z.string(),
  url: z.string().optional(),
  commit: z.string().optional(),
  isPartial: z.boolean(),
  /** The kinds that were looked for, where whoever sent it said so. */
  lookedFor: z.array(findingKindSchema).optional(),
  /** What the report lists. */
  counts: z.object({
    raw: count,
    findings: count,
    suppressed: count,
    ignored: count,
    bySeverity: severityCountsSchema,
    byKind: z.record(findingKindSchema, count),
  }),
  /** What it changed; absent until it was worked off. */
  changes: z
    .object({
      new: count,
      unchanged: count,
      fixed: count,
      reopened: count,
      /** Gone here, and not closed: seen elsewhere, or coverage is not proven. */
      notObserved: count,
      /** Of these kinds something is gone and not closed, because nothing says that they were looked for. */
      notLookedFor: z.array(findingKindSchema).optional(),
      /** Open because of it, new or reopened; what a decision hides is not. */
      opened: severityCountsSchema,
    })
    .optional(),
  /** What a person said when it was held. */
  answer: z
    .object({
      isConfirmed: z.boolean(),
      by: z.string(),
      at: timeSchema,
      note: z.string().optional(),
    })
    .optional(),
  /** What was not looked at; nothing there was closed. */
  gaps: z.array(z.string()),
  warnings: z.array(z.string()),
  error: z.string().optional(),
});
/** @public */
export type Scan = z.infer<typeof scanSchema>;

/**
 * Body of `POST /scans/:id/actions`, about a held scan: `confirm` says that what
 * it lists no more is gone; `reject` that its report was wrong, so that it
 * closes nothing.
 *
 * @public
 */
export const scanActionSchema = z.object({
  action: z.enum(['confirm', 'reject']),
  note: z.string().trim().max(2000).optional(),
});
/** @public */
export type ScanAction = z.infer<typeof scanActionSchema>;

/** Answer of `POST /uploads`, status 202; 200 when the same bytes were taken before. @public */
export const uploadReceiptSchema = z.object({
  scan: scanSchema,
  repeated: z.boolean(),
});
/** @public */
export type UploadReceipt = z.infer<typeof uploadReceiptSchema>;

/** What one tool says about one target and branch, and how old that is. @public */
export const scopeSchema = z.object({
  id: z.string(),
  entityRef: entityRefSchema,
  tool: z.string(),
  toolVersion: z.string().optional(),
  target: z.string().optional(),
  branch: z.string().optional(),
  category: z.string().optional(),
  /** A retired scope is no longer expected to be scanned. */
  isRetired: z.boolean(),
  lastScan: scanSchema.optional(),
  lastScannedAt: timeSchema.optional(),
  isStale: z.boolean(),
  /** Findings that it sees now. */
  openFindings: count,
  /** While its last scan is held: what that would close of all that the scope sees, whatever was decided about it. */
  held: z
    .object({ scanId: z.string(), sees: count, closes: severityCountsSchema })
    .optional(),
});
/** @public */
export type ScanScope = z.infer<typeof scopeSchema>;
