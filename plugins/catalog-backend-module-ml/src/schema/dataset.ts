import { z } from 'zod/v4';
import {
  durationSchema,
  lifecycleSchema,
  lineSchema,
  refSchema,
  resourceFields,
} from './fields';

const fieldSchema = z
  .strictObject({
    name: lineSchema,
    type: z.enum([
      'string',
      'integer',
      'number',
      'boolean',
      'date',
      'timestamp',
      'binary',
      'array',
      'object',
    ]),
    description: lineSchema.optional(),
    nullable: z.boolean().optional(),
    unit: lineSchema.optional(),
    /** Lowest and highest value that the producer promises. */
    min: z.number().optional(),
    max: z.number().optional(),
    /** Every value that the producer promises, for categories. */
    values: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
    /** Whether it says something about a person. */
    personal: z.boolean().optional(),
  })
  .superRefine((field, ctx) => {
    const isNumeric = field.type === 'integer' || field.type === 'number';
    for (const bound of ['min', 'max'] as const) {
      if (field[bound] !== undefined && !isNumeric) {
        ctx.addIssue({
          code: 'custom',
          path: [bound],
          message: `is a bound of numbers, but the field has type "${field.type}"`,
        });
      }
    }
    if ((field.min ?? -Infinity) > (field.max ?? Infinity)) {
      ctx.addIssue({
        code: 'custom',
        path: ['min'],
        message: `is ${field.min}, above max ${field.max}`,
      });
    }
  });

const contractSchema = z
  .strictObject({
    /** Version of the contract itself, semver; quoted in YAML. */
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/, 'must be three numbers such as "1.2.0"')
      .optional(),
    /** Which changes the producer may make without a new major version. */
    compatibility: z.enum(['none', 'backward', 'forward', 'full']).optional(),
    /** Oldest age that the newest row may have. */
    freshness: durationSchema.optional(),
    fields: z.array(fieldSchema).min(1).optional(),
    /** The fields that identify a row; the entity keys of a feature set. */
    primaryKey: z.array(z.string()).min(1).optional(),
    /** Who was promised this: they depend on the dataset. */
    consumers: z
      .array(
        refSchema({
          defaultKind: 'component',
          kinds: ['component', 'resource', 'api'],
        }),
      )
      .optional(),
  })
  .superRefine((contract, ctx) => {
    const names = (contract.fields ?? []).map(field => field.name);
    names.forEach((name, index) => {
      if (names.indexOf(name) !== index) {
        ctx.addIssue({
          code: 'custom',
          path: ['fields', index, 'name'],
          message: `"${name}" is there twice`,
        });
      }
    });
    (contract.primaryKey ?? []).forEach((name, index) => {
      if (!names.includes(name)) {
        ctx.addIssue({
          code: 'custom',
          path: ['primaryKey', index],
          message: `"${name}" is not among the contract's fields (${
            names.join(', ') || 'none listed'
          })`,
        });
      }
    });
  });

/** `spec` of a `Resource` of type `dataset`: a table, files, a stream or a feature set. */
export const datasetSchema = z.strictObject({
  type: z.literal('dataset'),
  ...resourceFields,
  lifecycle: lifecycleSchema.optional(),
  form: z.enum(['table', 'files', 'stream', 'feature-set']).optional(),
  format: z
    .enum([
      'csv',
      'jsonl',
      'parquet',
      'avro',
      'orc',
      'delta',
      'iceberg',
      'sql',
      'protobuf',
      'images',
      'other',
    ])
    .optional(),
  classification: z
    .enum(['public', 'internal', 'confidential', 'restricted'])
    .optional(),
  /** How long rows are kept. */
  retention: durationSchema.optional(),
  /** The datasets that this one is made of. */
  derivedFrom: z
    .array(refSchema({ defaultKind: 'resource', kinds: ['resource'] }))
    .optional(),
  contract: contractSchema.optional(),
});
