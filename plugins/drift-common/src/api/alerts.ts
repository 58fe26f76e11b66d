import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { statusSchema } from './shared';

/** What a person did to an alert, or the system. @public */
export const alertEventSchema = z.object({
  at: timeSchema,
  /** User entity ref; absent for the system. */
  by: z.string().optional(),
  action: z.enum([
    'opened',
    'escalated',
    'eased',
    'acknowledged',
    'muted',
    'unmuted',
    'commented',
    'closed',
    'reopened',
    'notified',
  ]),
  note: z.string().optional(),
  until: timeSchema.optional(),
});

/** @public */
export const alertSchema = z.object({
  id: z.string(),
  monitorId: z.string(),
  monitorName: z.string(),
  entityRef: entityRefSchema,
  state: z.enum(['open', 'acknowledged', 'muted', 'closed']),
  status: statusSchema,
  summary: z.string(),
  openedAt: timeSchema,
  updatedAt: timeSchema,
  closedAt: timeSchema.optional(),
  mutedUntil: timeSchema.optional(),
  acknowledgedBy: z.string().optional(),
  columns: z.array(z.string()),
  events: z.array(alertEventSchema),
  canAct: z.boolean(),
});
/** @public */
export type Alert = z.infer<typeof alertSchema>;

/** Body of `POST /alerts/:id/actions`. @public */
export const alertActionSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('acknowledge'),
    note: z.string().max(2000).optional(),
  }),
  z.object({
    action: z.literal('mute'),
    until: timeSchema,
    note: z.string().max(2000).optional(),
  }),
  z.object({ action: z.literal('unmute') }),
  z.object({ action: z.literal('comment'), note: z.string().min(1).max(2000) }),
  z.object({
    action: z.literal('close'),
    note: z.string().max(2000).optional(),
  }),
]);
/** @public */
export type AlertAction = z.infer<typeof alertActionSchema>;

/** A proposal to train again, which a person decides. @public */
export const retrainingSchema = z.object({
  id: z.string(),
  monitorId: z.string(),
  entityRef: entityRefSchema,
  state: z.enum(['proposed', 'approved', 'rejected', 'sent', 'failed']),
  reason: z.string(),
  proposedAt: timeSchema,
  decidedAt: timeSchema.optional(),
  decidedBy: z.string().optional(),
  note: z.string().optional(),
  error: z.string().optional(),
  canDecide: z.boolean(),
});
/** @public */
export type Retraining = z.infer<typeof retrainingSchema>;
