import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { findingKindSchema, pageQuerySchema, severitySchema } from './shared';

/** What a person says about findings. @public */
export const decisionStatusSchema = z.enum([
  'risk-accepted',
  'false-positive',
  'not-affected',
  'mitigated',
]);
/** @public */
export type DecisionStatus = z.infer<typeof decisionStatusSchema>;

/** Why something is not affected, in the words of VEX (CISA, CycloneDX). @public */
export const justificationSchema = z.enum([
  'code_not_present',
  'code_not_reachable',
  'requires_configuration',
  'requires_dependency',
  'requires_environment',
  'protected_by_compiler',
  'protected_at_runtime',
  'protected_at_perimeter',
  'protected_by_mitigating_control',
]);

/**
 * What a decision is about: one finding; a rule, or a vulnerability in a package,
 * for an entity, a system, a domain or everything.
 *
 * @public
 */
export const decisionMatcherSchema = z.discriminatedUnion('about', [
  z.object({ about: z.literal('finding'), findingId: z.string().max(64) }),
  z.object({
    about: z.literal('rule'),
    rule: z.string().min(1).max(500),
    /** Entity, system or domain; absent for everything. */
    within: entityRefSchema.optional(),
  }),
  z.object({
    about: z.literal('vulnerability'),
    vulnerability: z.string().min(1).max(100),
    /** Package URL without version; absent for every package. */
    package: z.string().max(500).optional(),
    /** Installed version; absent for every version. */
    version: z.string().max(200).optional(),
    within: entityRefSchema.optional(),
  }),
]);
/** @public */
export type DecisionMatcher = z.infer<typeof decisionMatcherSchema>;

/** Body of `POST /decisions`. @public */
export const decisionRequestSchema = z.object({
  matcher: decisionMatcherSchema,
  status: decisionStatusSchema,
  justification: justificationSchema.optional(),
  reason: z.string().trim().min(3).max(2000),
  /** Until when it holds; a policy may demand one. */
  expiresAt: timeSchema.optional(),
});
/** @public */
export type DecisionRequest = z.infer<typeof decisionRequestSchema>;

/** `proposed` waits for an approver and hides nothing. @public */
export const decisionStateSchema = z.enum([
  'proposed',
  'active',
  'rejected',
  'revoked',
  'expired',
]);

/** @public */
export const decisionSchema = z.object({
  id: z.string(),
  matcher: decisionMatcherSchema,
  status: decisionStatusSchema,
  justification: justificationSchema.optional(),
  reason: z.string(),
  state: decisionStateSchema,
  /** Where it came from. */
  source: z.enum(['person', 'vex', 'tool']),
  createdAt: timeSchema,
  createdBy: z.string(),
  /** Who approved or rejected, and when. */
  reviewedAt: timeSchema.optional(),
  reviewedBy: z.string().optional(),
  reviewNote: z.string().optional(),
  expiresAt: timeSchema.optional(),
  revokedAt: timeSchema.optional(),
  revokedBy: z.string().optional(),
  /** What it is about, in one line. */
  summary: z.string(),
  /** Of a finding that it is about. */
  finding: z
    .object({
      id: z.string(),
      entityRef: entityRefSchema,
      title: z.string(),
      kind: findingKindSchema,
      severity: severitySchema,
    })
    .optional(),
  /** How many findings it hides now. */
  findings: z.number().int().min(0),
  canReview: z.boolean(),
  canRevoke: z.boolean(),
});
/** @public */
export type Decision = z.infer<typeof decisionSchema>;

/** Query of `GET /decisions`. @public */
export const decisionQuerySchema = pageQuerySchema.extend({
  state: decisionStateSchema.optional(),
  entity: entityRefSchema.optional(),
  /** Only what has an end before. */
  endsBefore: timeSchema.optional(),
});
/** @public */
export type DecisionQuery = z.input<typeof decisionQuerySchema>;

/** Body of `POST /decisions/:id/actions`. @public */
export const decisionActionSchema = z.object({
  action: z.enum(['approve', 'reject', 'revoke']),
  note: z.string().trim().max(2000).optional(),
});
/** @public */
export type DecisionAction = z.infer<typeof decisionActionSchema>;

/** Answer of `POST /vex?entity=`, a CycloneDX VEX document. @public */
export const vexReceiptSchema = z.object({
  /** What the document says, each about one vulnerability in one package. */
  statements: z.number().int().min(0),
  /** Decisions that it made, of these those that wait for approval, and those that it ended. */
  created: z.number().int().min(0),
  proposed: z.number().int().min(0),
  ended: z.number().int().min(0),
  /** Said the same before, or reviewed by a person since. */
  unchanged: z.number().int().min(0),
  ignored: z.number().int().min(0),
  warnings: z.array(z.string()),
});
/** @public */
export type VexReceipt = z.infer<typeof vexReceiptSchema>;
