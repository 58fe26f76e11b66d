import { z } from 'zod';
import {
  entityRefSchema,
  timeSchema,
} from '@plumbline/backstage-plugin-kit-common';
import { findingKindSchema, pageQuerySchema, severitySchema } from './shared';
import { decisionSchema, decisionStatusSchema } from './decisions';

const count = z.number().int().min(0);

/**
 * What is shown, computed from detection and decision: `open`; `decided` while a
 * decision holds; `not-observed` when it is gone without proof; `fixed`.
 *
 * @public
 */
export const findingStateSchema = z.enum([
  'open',
  'decided',
  'not-observed',
  'fixed',
]);
/** @public */
export type FindingState = z.infer<typeof findingStateSchema>;

/** @public */
export const findingLocationSchema = z.object({
  path: z.string().optional(),
  line: z.number().int().optional(),
  endLine: z.number().int().optional(),
  resource: z.string().optional(),
  /** Into the source, where the entity says where that lies and the path stays within. */
  url: z.string().optional(),
});

/** A finding in lists. @public */
export const findingSchema = z.object({
  id: z.string(),
  entityRef: entityRefSchema,
  kind: findingKindSchema,
  /** Every tool that sees or saw it. */
  tools: z.array(z.string()),
  rule: z.string(),
  title: z.string(),
  severity: severitySchema,
  state: findingStateSchema,
  /** What was decided, while it holds. */
  decision: decisionStatusSchema.optional(),
  decisionExpiresAt: timeSchema.optional(),
  vulnerability: z
    .object({ id: z.string(), aliases: z.array(z.string()) })
    .optional(),
  package: z
    .object({
      purl: z.string().optional(),
      name: z.string(),
      version: z.string().optional(),
      fixedVersions: z.array(z.string()),
      fixState: z.string().optional(),
    })
    .optional(),
  target: z.string().optional(),
  location: findingLocationSchema.optional(),
  isExploited: z.boolean(),
  epss: z.number().optional(),
  firstSeen: timeSchema,
  lastSeen: timeSchema,
  fixedAt: timeSchema.optional(),
  dueAt: timeSchema.optional(),
  isOverdue: z.boolean(),
  reopenedCount: count,
  occurrences: count,
});
/** @public */
export type ScanFinding = z.infer<typeof findingSchema>;

/** What happened to a finding. @public */
export const findingEventSchema = z.object({
  at: timeSchema,
  /** User entity ref or service; absent for the plugin itself. */
  by: z.string().optional(),
  action: z.enum([
    'appeared',
    'moved',
    'gone',
    'fixed',
    'reopened',
    'severity-changed',
    'decided',
    'decision-approved',
    'decision-rejected',
    'decision-revoked',
    'decision-expired',
    'overdue',
  ]),
  from: z.string().optional(),
  to: z.string().optional(),
  note: z.string().optional(),
  scanId: z.string().optional(),
});
/** @public */
export type FindingEvent = z.infer<typeof findingEventSchema>;

/** `GET /findings/:id`. @public */
export const findingDetailSchema = findingSchema.extend({
  /** Plain text. */
  message: z.string().optional(),
  severitySource: z.enum(['tool', 'cvss', 'default']),
  severityRaw: z.string().optional(),
  cwe: z.array(z.number().int()),
  cvss: z
    .object({ vector: z.string().optional(), score: z.number().optional() })
    .optional(),
  /** Addresses with https or http. */
  references: z.array(z.string()),
  secretPreview: z.string().optional(),
  otherLocations: z.array(findingLocationSchema),
  /** A tool's own suppression. */
  suppression: z
    .object({ status: z.string().optional(), reason: z.string().optional() })
    .optional(),
  seen: z.object({ first: timeSchema, last: timeSchema }).optional(),
  sightings: z.array(
    z.object({
      scopeId: z.string(),
      tool: z.string(),
      target: z.string().optional(),
      branch: z.string().optional(),
      isGone: z.boolean(),
      lastSeen: timeSchema,
    }),
  ),
  decisions: z.array(decisionSchema),
  events: z.array(findingEventSchema),
  canDecide: z.boolean(),
  /** What is demanded of a decision about it. */
  policy: z.object({
    /** For how many days a risk is accepted or mitigated at most; absent where it needs no end. */
    maxDays: count.optional(),
    /** Whether somebody else has to agree. */
    needsApproval: z.boolean(),
    /** Whether a justification is needed where it does not affect. */
    isJustificationRequired: z.boolean(),
  }),
});
/** @public */
export type ScanFindingDetail = z.infer<typeof findingDetailSchema>;

const listOf = <T extends z.ZodType>(item: T) =>
  z
    .union([item, z.array(item)])
    .transform(value => (Array.isArray(value) ? value : [value]))
    .optional();

/** Query of `GET /findings`; lists are repeated parameters. @public */
export const findingQuerySchema = pageQuerySchema.extend({
  /** One or many entities; without it, those that the caller's teams own. */
  entity: listOf(entityRefSchema),
  owner: listOf(entityRefSchema),
  state: findingStateSchema.default('open'),
  severity: listOf(severitySchema),
  kind: listOf(findingKindSchema),
  tool: listOf(z.string().max(100)),
  /** Only what is past its date. */
  overdue: z.enum(['true']).optional(),
  /** Only what was first seen at or after. */
  since: timeSchema.optional(),
  /** Only what a newer version of a package fixes. */
  fixable: z.enum(['true']).optional(),
  /** Only what is known to be exploited. */
  exploited: z.enum(['true']).optional(),
  /** Package URL without version, or a name. */
  package: z.string().max(500).optional(),
  vulnerability: z.string().max(100).optional(),
  /** Part of title, rule, package or path. */
  text: z.string().max(200).optional(),
});
/** @public */
export type FindingQuery = z.input<typeof findingQuerySchema>;

/** `GET /findings`: the worst first, then what is due first. @public */
export const findingPageSchema = z.object({
  items: z.array(findingSchema),
  nextCursor: z.string().optional(),
  /** How many match; at most 10,000 are counted. */
  total: count,
  isTotalExact: z.boolean(),
});
/** @public */
export type FindingPage = z.infer<typeof findingPageSchema>;

/** Query of `GET /export`: every finding that the query matches, not a page; VEX is of decided ones. @public */
export const exportQuerySchema = findingQuerySchema.extend({
  format: z.enum(['csv', 'sarif', 'vex']),
});
/** @public */
export type ExportQuery = z.input<typeof exportQuerySchema>;
