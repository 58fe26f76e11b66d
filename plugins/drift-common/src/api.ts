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

const time = z.iso.datetime();
const share = z.number().min(0).max(1);

/** A page of a list; `nextCursor` is absent on the last. @public */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() });
}

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

/** Where the definition of a monitor comes from; only `api` ones are edited over HTTP. @public */
export const monitorOriginSchema = z.enum([
  'annotation',
  'repository',
  'configuration',
  'api',
]);

/** One line about a monitor: enough for a card and for a row of a table. @public */
export const monitorSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  entityRef: entityRefSchema,
  origin: monitorOriginSchema,
  status: statusSchema,
  /** One sentence with the answer. */
  headline: z.string(),
  /** Since when the status is what it is. */
  since: time.optional(),
  /** Newest finished run. */
  checkedAt: time.optional(),
  columns: z.object({
    tested: z.number().int(),
    drifted: z.number().int(),
    /** Names of the drifted columns, the worst first, at most five. */
    worst: z.array(z.string()),
  }),
  driftedShare: share.optional(),
  /** Share of drifted columns in the newest windows, oldest first; null where no run answered. */
  trend: z.array(z.object({ windowEnd: time, driftedShare: share.nullable() })),
  /** Share from which the data set is critical. */
  threshold: share,
  openAlertId: z.string().optional(),
  /** Why there is no answer: `no-baseline`, `no-rows`, `not-enough-rows`, `failed`, `never-run`, `disabled`. */
  unknownReason: z
    .enum([
      'no-baseline',
      'no-rows',
      'not-enough-rows',
      'failed',
      'never-run',
      'disabled',
    ])
    .optional(),
});
/** @public */
export type MonitorSummary = z.infer<typeof monitorSummarySchema>;

/** Reference rows of a monitor. @public */
export const baselineSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['files', 'window', 'mlflow', 'predictions']),
  /** What a person reads: file names, period, or run of the model registry. */
  description: z.string(),
  rows: z.number().int(),
  columns: z.number().int(),
  start: time.optional(),
  end: time.optional(),
  createdAt: time,
  createdBy: z.string().optional(),
  isActive: z.boolean(),
});
/** @public */
export type Baseline = z.infer<typeof baselineSchema>;

/** @public */
export const monitorSchema = monitorSummarySchema.extend({
  enabled: z.boolean(),
  policy: z.object({
    name: z.string(),
    settings: z.record(z.string(), z.number()),
  }),
  /** Cron in UTC; absent when it runs on demand only. */
  schedule: z.string().optional(),
  nextRunAt: time.optional(),
  windowLength: z.string(),
  windowDescription: z.string(),
  columnTypes: z.array(
    z.object({
      name: z.string(),
      type: columnTypeSchema,
      weight: z.number(),
      /** Why this type, when nobody declared it. */
      reason: z.string().optional(),
    }),
  ),
  baseline: baselineSchema.optional(),
  hasPerformance: z.boolean(),
  acceptsPredictions: z.boolean(),
  canEdit: z.boolean(),
});
/** @public */
export type Monitor = z.infer<typeof monitorSchema>;

/** @public */
export const runSchema = z.object({
  id: z.string(),
  monitorId: z.string(),
  baselineId: z.string().optional(),
  state: z.enum(['queued', 'running', 'finished', 'failed', 'cancelled']),
  trigger: z.enum(['schedule', 'person', 'backfill']),
  startedBy: z.string().optional(),
  windowStart: time,
  windowEnd: time,
  /** 0…1 */
  progress: share,
  status: statusSchema,
  headline: z.string().optional(),
  /** For a failed run: what happened and what to do. */
  error: z.string().optional(),
  rowsReference: z.number().int().optional(),
  rowsCurrent: z.number().int().optional(),
  driftedShare: share.optional(),
  durationMs: z.number().optional(),
  createdAt: time,
  finishedAt: time.optional(),
});
/** @public */
export type Run = z.infer<typeof runSchema>;

/** A statistic with its certainty. @public */
export const scoreSchema = z.object({
  statistic: z.number().nullable(),
  low: z.number().optional(),
  high: z.number().optional(),
  pValue: z.number().optional(),
  dof: z.number().optional(),
  scales: z.record(z.string(), z.number().nullable()).optional(),
  noiseFloor: z.number().optional(),
  reason: z.string().optional(),
});
/** @public */
export type Score = z.infer<typeof scoreSchema>;

/** Reference and current side by side, ready to be drawn. Counts are rows. @public */
export const distributionSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('numeric'),
    /** One more than there are bins. */
    edges: z.array(z.number()),
    reference: z.array(z.number()),
    current: z.array(z.number()),
    /** Rows outside the edges. */
    below: z.object({ reference: z.number(), current: z.number() }),
    above: z.object({ reference: z.number(), current: z.number() }),
  }),
  z.object({
    kind: z.literal('categorical'),
    categories: z.array(
      z.object({
        name: z.string(),
        reference: z.number(),
        current: z.number(),
        isNew: z.boolean(),
      }),
    ),
    /** Rows of the categories that are not listed. */
    other: z.object({ reference: z.number(), current: z.number() }),
  }),
]);
/** @public */
export type Distribution = z.infer<typeof distributionSchema>;

/** Result of one column in one run. @public */
export const columnResultSchema = z.object({
  column: z.string(),
  type: columnTypeSchema,
  typeReason: z.string().optional(),
  status: statusSchema,
  drifted: z.boolean(),
  /** Sentences, the decisive one first. */
  reasons: z.array(z.string()),
  decidedBy: z.string().optional(),
  effect: z.number().optional(),
  noiseFloor: z.number().optional(),
  threshold: z.number().optional(),
  adjustedPValue: z.number().optional(),
  weight: z.number(),
  counts: z.object({
    reference: z.number(),
    current: z.number(),
    nullReference: z.number(),
    nullCurrent: z.number(),
    newCategories: z.number(),
  }),
  /** Share of rows with a category or range that the baseline lacks. */
  unseenShare: share.optional(),
  /** Effects of the newest windows, oldest first; null where there is none. */
  trend: z.array(z.object({ windowEnd: time, effect: z.number().nullable() })),
});
/** @public */
export type ColumnResult = z.infer<typeof columnResultSchema>;

/** @public */
export const columnDetailSchema = columnResultSchema.extend({
  tests: z.record(z.string(), scoreSchema),
  signals: z.array(
    z.object({
      kind: z.string(),
      reference: z.number(),
      current: z.number(),
      text: z.string(),
    }),
  ),
  distribution: distributionSchema.optional(),
  moments: z
    .object({
      reference: z.record(z.string(), z.number()),
      current: z.record(z.string(), z.number()),
    })
    .optional(),
  newCategories: z.array(z.string()),
  /** The column over the kept windows, oldest first. */
  history: z.array(
    z.object({
      runId: z.string(),
      windowStart: time,
      windowEnd: time,
      status: statusSchema,
      effect: z.number().nullable(),
      low: z.number().optional(),
      high: z.number().optional(),
      noiseFloor: z.number().optional(),
      threshold: z.number().optional(),
      nullShare: share,
      unseenShare: share.optional(),
    }),
  ),
});
/** @public */
export type ColumnDetail = z.infer<typeof columnDetailSchema>;

/** Marks on the time axis. @public */
export const markSchema = z.object({
  at: time,
  kind: z.enum(['baseline', 'deploy', 'model-version', 'alert', 'retraining']),
  label: z.string(),
});

/** What `GET /monitors/:id/history` answers, oldest first. @public */
export const historySchema = z.object({
  points: z.array(
    z.object({
      runId: z.string(),
      windowStart: time,
      windowEnd: time,
      status: statusSchema,
      driftedShare: share.nullable(),
      drifted: z.number().int(),
      tested: z.number().int(),
      rowsCurrent: z.number().int(),
    }),
  ),
  marks: z.array(markSchema),
  threshold: share,
});
/** @public */
export type History = z.infer<typeof historySchema>;

/** One metric in one window: realised from labels, or estimated without. @public */
export const performancePointSchema = z.object({
  windowStart: time,
  windowEnd: time,
  kind: z.enum(['realised', 'estimated']),
  metric: z.string(),
  value: z.number().nullable(),
  low: z.number().optional(),
  high: z.number().optional(),
  /** Rows with a label, and all rows of the window. */
  labelled: z.number().int(),
  rows: z.number().int(),
  status: statusSchema,
  reason: z.string().optional(),
});
/** @public */
export const performanceSchema = z.object({
  problem: z.enum(['binary', 'multiclass', 'regression']).optional(),
  metrics: z.array(
    z.object({
      metric: z.string(),
      title: z.string(),
      worse: z.enum(['higher', 'lower']),
      baseline: z.number().optional(),
      threshold: z.number().optional(),
    }),
  ),
  points: z.array(performancePointSchema),
  /** Why there is nothing, in words. */
  reason: z.string().optional(),
});
/** @public */
export type Performance = z.infer<typeof performanceSchema>;

/** What a person did to an alert, or the system. @public */
export const alertEventSchema = z.object({
  at: time,
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
  until: time.optional(),
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
  openedAt: time,
  updatedAt: time,
  closedAt: time.optional(),
  mutedUntil: time.optional(),
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
    until: time,
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
  proposedAt: time,
  decidedAt: time.optional(),
  decidedBy: z.string().optional(),
  note: z.string().optional(),
  error: z.string().optional(),
  canDecide: z.boolean(),
});
/** @public */
export type Retraining = z.infer<typeof retrainingSchema>;

/** A version of a registered model in one registry. @public */
export const modelVersionSchema = z.object({
  instance: z.string(),
  model: z.string(),
  version: z.string(),
  aliases: z.array(z.string()),
  status: z.string(),
  createdAt: time.optional(),
  runId: z.string().optional(),
  /** Address of the version in the registry's own pages. */
  url: z.string().optional(),
  description: z.string().optional(),
  metrics: z.record(z.string(), z.number()),
  parameters: z.record(z.string(), z.string()),
  /** Drift of the rows that this version predicted, when the window says which version did. */
  drift: z
    .object({
      status: statusSchema,
      driftedShare: share.optional(),
      headline: z.string(),
    })
    .optional(),
});
/** @public */
export type ModelVersion = z.infer<typeof modelVersionSchema>;

/** What `GET /models/versions?entity=` answers. @public */
export const modelVersionsSchema = z.object({
  versions: z.array(modelVersionSchema),
  /** Registries that could not be asked, and why; the rest is shown. */
  failures: z.array(z.object({ instance: z.string(), message: z.string() })),
  /** Why there is nothing, in words. */
  reason: z.string().optional(),
});
/** @public */
export type ModelVersions = z.infer<typeof modelVersionsSchema>;

/** What `GET /playground?entity=` answers: where one may ask, and what it takes. @public */
export const playgroundSchema = z.object({
  endpoints: z.array(z.object({ name: z.string(), title: z.string() })),
  inputs: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['number', 'integer', 'boolean', 'string']),
      required: z.boolean(),
      example: z.union([z.string(), z.number(), z.boolean()]).optional(),
      /** Range or values of the baseline, to say which input is unusual. */
      low: z.number().optional(),
      high: z.number().optional(),
      values: z.array(z.string()).optional(),
    }),
  ),
  reason: z.string().optional(),
});
/** @public */
export type Playground = z.infer<typeof playgroundSchema>;

/** Body of `POST /playground`. @public */
export const playgroundRequestSchema = z.object({
  entityRef: entityRefSchema,
  endpoint: z.string().max(200),
  inputs: z.record(
    z.string().max(200),
    z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]),
  ),
});
/** @public */
export const playgroundAnswerSchema = z.object({
  latencyMs: z.number(),
  status: z.number().int(),
  /** Answer of the server, cut to a sane size. */
  output: z.unknown(),
  outOfRange: z.array(z.object({ input: z.string(), text: z.string() })),
});
/** @public */
export type PlaygroundAnswer = z.infer<typeof playgroundAnswerSchema>;

/** Body of `POST /summaries`: many entities in one request. @public */
export const summariesRequestSchema = z.object({
  entityRefs: z.array(entityRefSchema).max(200),
});
/** The monitors of each entity; an entity without one has an empty list. @public */
export const summariesSchema = z.object({
  items: z.array(
    z.object({
      entityRef: entityRefSchema,
      monitors: z.array(monitorSummarySchema),
    }),
  ),
});

const relativePath = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    path => !path.startsWith('/') && !path.split(/[/\\]/).includes('..'),
    'must be relative and without ..',
  );

/** Where a baseline can be taken from: body of `POST /monitors/:id/baselines` and of `…/baselines/preview`. @public */
export const baselineRequestSchema = z.object({
  name: z.string().min(1).max(200),
  from: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('files'),
      /** A source that the operator configured; the entity's repository when absent. */
      source: z.string().max(200).optional(),
      path: relativePath,
    }),
    /** Rows of the monitor's own window data between two times. */
    z.object({ kind: z.literal('window'), start: time, end: time }),
    z.object({
      kind: z.literal('mlflow'),
      instance: z.string().max(200).optional(),
      runId: z.string().max(64),
      artifact: relativePath,
    }),
  ]),
});
/** @public */
export type BaselineRequest = z.infer<typeof baselineRequestSchema>;

/** What a baseline would be. @public */
export const baselinePreviewSchema = z.object({
  rows: z.number().int(),
  columns: z.array(
    z.object({
      name: z.string(),
      type: columnTypeSchema,
      reason: z.string(),
      nullShare: share,
      distinct: z.number().int().optional(),
      isTested: z.boolean(),
    }),
  ),
  warnings: z.array(z.string()),
});
/** @public */
export type BaselinePreview = z.infer<typeof baselinePreviewSchema>;

/** Body of `POST /monitors`: the text of a monitor document, as `drift.yaml` holds it. @public */
export const monitorCreateSchema = z.object({
  document: z.string().max(256 * 1024),
});

/** Query of lists. @public */
export const pageQuerySchema = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
