import { z } from 'zod';
import { COLUMN_TYPES } from '../columns/columnTypes';
import { dataContractSchema } from '../contracts/dataContract';
import { parseDurationMs } from './duration';

const name = z.string().min(1).max(200);
const column = z.string().min(1).max(500);

const relativePath = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    path =>
      !/^([/\\]|[a-z]:|[a-z][a-z0-9+.-]*:\/\/)/i.test(path) &&
      !path.split(/[/\\]/).includes('..'),
    'must be a path below the folder of this document, or of the named source: relative and without ..',
  );

const duration = z
  .string()
  .max(20)
  .refine(
    text => parseDurationMs(text) !== undefined,
    'must be an ISO 8601 duration of weeks, days, hours or minutes, such as P1D or PT6H',
  );

const share = z.number().min(0).max(1);
const HOUR_MS = 60 * 60 * 1000;

/** Where rows lie: exactly one of the forms. */
const place = {
  file: relativePath.optional(),
  files: relativePath.optional(),
  /** A source that the operator configured; `path` or `table` says what of it. */
  source: name.optional(),
  path: relativePath.optional(),
  table: name.optional(),
};

const mlflow = z.strictObject({
  /** A registry that the operator configured; the only one when absent. */
  instance: name.optional(),
  runId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, 'must be the id of an MLflow run')
    .optional(),
  model: name.optional(),
  alias: name.optional(),
  version: z.coerce.string().max(20).optional(),
  artifact: relativePath,
});

const baseline = z
  .strictObject({
    ...place,
    mlflow: mlflow.optional(),
    /** Rows of the window's own data: the first windows of that length. */
    window: z
      .strictObject({ start: z.iso.datetime(), end: z.iso.datetime() })
      .refine(({ start, end }) => start < end, 'start must be before end')
      .optional(),
  })
  .refine(
    value =>
      [
        value.file,
        value.files,
        value.source,
        value.mlflow,
        value.window,
      ].filter(form => form !== undefined).length === 1,
    'needs exactly one of file, files, source, mlflow or window',
  )
  .refine(
    value =>
      value.source === undefined ||
      value.path !== undefined ||
      value.table !== undefined,
    'source needs a path or a table',
  );

const window = z
  .strictObject({
    ...place,
    /** Rows that were sent over HTTP. */
    predictions: z.literal(true).optional(),
    timeColumn: column.optional(),
    length: duration.default('P1D'),
  })
  .refine(
    value =>
      [value.file, value.files, value.source, value.predictions].filter(
        form => form !== undefined,
      ).length === 1,
    'needs exactly one of file, files, source or predictions',
  )
  .refine(
    value =>
      !value.predictions || parseDurationMs(value.length)! % HOUR_MS === 0,
    'length must be whole hours: predictions are counted by the hour',
  )
  .refine(
    value =>
      value.source === undefined ||
      value.path !== undefined ||
      value.table !== undefined,
    'source needs a path or a table',
  );

const columns = z
  .record(
    column,
    z.union([
      z.enum(COLUMN_TYPES),
      z.strictObject({
        type: z.enum(COLUMN_TYPES),
        /** Importance of the column for the model. */
        weight: z.number().min(0).max(1_000_000).default(1),
      }),
    ]),
  )
  .refine(value => Object.keys(value).length > 0, 'names no column');

const policy = z.strictObject({
  name: name.default('calibrated'),
  minimumRows: z.number().int().min(1).max(1e9).optional(),
  falseDiscoveryRate: z.number().gt(0).lt(1).optional(),
  warnEffect: z.number().gt(0).optional(),
  criticalEffect: z.number().gt(0).optional(),
  datasetShare: share.optional(),
});

const performance = z.strictObject({
  problem: z.enum(['binary', 'multiclass', 'regression']),
  prediction: column,
  /** Probability of the positive class. */
  score: column.optional(),
  /** The label that `score` is the probability of. */
  positive: z.union([z.string(), z.number(), z.boolean()]).optional(),
  label: column,
  /** What joins late labels to predictions. */
  id: column.optional(),
  /** Where labels lie, when they are not in the rows themselves. */
  labels: z.strictObject(place).optional(),
});

/** What cannot be asked of predictions over HTTP, of which no row is kept, and why. */
function problemsOfPredictions(spec: {
  baseline: z.infer<typeof baseline>;
  window: z.infer<typeof window>;
  policy: z.infer<typeof policy>;
  performance?: z.infer<typeof performance>;
  contract?: z.infer<typeof dataContractSchema>;
}): { path: string[]; message: string }[] {
  if (!spec.window.predictions) {
    return [];
  }
  const problems = [];
  if (spec.baseline.window) {
    problems.push({
      path: ['baseline', 'window'],
      message:
        'the rows of predictions are not kept: name a file, a source or a training run',
    });
  }
  if (spec.policy.name !== 'calibrated') {
    problems.push({
      path: ['policy', 'name'],
      message: `${spec.policy.name} looks at rows, which are not kept of predictions: only calibrated judges them`,
    });
  }
  if (spec.contract) {
    problems.push({
      path: ['contract'],
      message:
        'is about rows, which are not kept of predictions: check the file or table that they are also written to',
    });
  }
  if (spec.performance && spec.performance.id === undefined) {
    problems.push({
      path: ['performance'],
      message: 'needs id, which joins late labels to predictions',
    });
  }
  if (spec.performance?.labels) {
    problems.push({
      path: ['performance', 'labels'],
      message: 'labels of predictions over HTTP are sent over HTTP as well',
    });
  }
  return problems;
}

/** The form of a `drift.yaml`. @public */
export const monitorDocumentSchema = z.strictObject({
  apiVersion: z.literal('plumbline.dev/v1alpha1'),
  kind: z.literal('DriftMonitor'),
  metadata: z.strictObject({
    name: z
      .string()
      .max(63)
      .regex(
        /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
        'must be lower-case letters, digits and hyphens',
      ),
    title: z.string().max(200).optional(),
  }),
  spec: z
    .strictObject({
      entity: z
        .string()
        .max(400)
        .regex(
          /^[a-z]+:[a-z0-9._-]+\/[a-z0-9._-]+$/,
          'must be a full entity ref in lower case, such as resource:default/credit-risk',
        ),
      baseline,
      window,
      columns: columns.optional(),
      schedule: z
        .string()
        .max(100)
        .regex(
          /^(\S+\s+){4}\S+$/,
          'must be a cron expression of five fields, in UTC',
        )
        .optional(),
      policy: policy.default({ name: 'calibrated' }),
      tests: z.array(name).max(100).optional(),
      performance: performance.optional(),
      /** What the rows must be like, whether or not they drifted. */
      contract: dataContractSchema.optional(),
      alerts: z
        .strictObject({
          /** Windows that must have drifted, and of how many, before somebody is told. */
          after: z
            .strictObject({
              windows: z.number().int().min(1).max(100),
              of: z.number().int().min(1).max(100),
            })
            .refine(
              ({ windows, of }) => windows <= of,
              'windows must not exceed of',
            )
            .optional(),
          coolDown: duration.optional(),
        })
        .optional(),
      retrain: z
        .strictObject({
          /** An endpoint that the operator configured. */
          webhook: name,
          on: z.enum(['warn', 'critical']).default('critical'),
        })
        .optional(),
    })
    .superRefine((spec, context) => {
      for (const problem of problemsOfPredictions(spec)) {
        context.addIssue({ code: 'custom', ...problem });
      }
    }),
});

/** A monitor as its document defines it. @public */
export type MonitorDocument = z.infer<typeof monitorDocumentSchema>;
