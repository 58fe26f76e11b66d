import { z } from 'zod';
import { timeSchema } from '@plumbline/backstage-plugin-kit-common';

/** What `POST /monitors/:id/predictions` and `…/labels` answer: the batch is on disk. @public */
export const ingestReceiptSchema = z.object({
  /** Rows of the batch; all of them were taken. */
  accepted: z.number().int(),
  receivedAt: timeSchema,
  /** Whether it came before, and counted then. */
  repeated: z.boolean(),
});
/** @public */
export type IngestReceipt = z.infer<typeof ingestReceiptSchema>;

/** What `GET /monitors/:id/ingest` answers: what came of late. @public */
export const ingestActivitySchema = z.object({
  /** The newest batch; absent when none ever came. */
  receivedAt: timeSchema.optional(),
  /** Rows of the last 24 hours. */
  predictions: z.number().int(),
  labels: z.number().int(),
});
/** @public */
export type IngestActivity = z.infer<typeof ingestActivitySchema>;
